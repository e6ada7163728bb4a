"""What a letter belongs with: norm, plan, meeting, earlier letter, document."""
