"""Names of roles and permissions, each written once.

The permissions are declared in ``permissions.zcml``; the roles come with ``rolemap.xml``.
"""

NORMBEHEERDER = "Normbeheerder"
GRIFFIE = "Griffie"
ONDERTEKENAAR = "Ondertekenaar"
SECRETARIS = "Secretaris"
MEDEWERKER = "Medewerker"
RAADSLID = "Raadslid"
ROLLEN = (NORMBEHEERDER, GRIFFIE, ONDERTEKENAAR, SECRETARIS, MEDEWERKER, RAADSLID)

# The regional programme office; its role is local to the folder of the norms.
NORMBEHEERDERS = "normbeheerders"

MANAGER = "Manager"
IEDEREEN = "Anonymous"

ZIEN = "View"
INHOUD_ZIEN = "Access contents information"
LIJST_ZIEN = "List folder contents"
ZICHT = (ZIEN, INHOUD_ZIEN, LIJST_ZIEN)
WIJZIGEN = "Modify portal content"
TOEVOEGEN = "Add portal content"
VERWIJDEREN = "Delete objects"
BESTAND_TOEVOEGEN = "plone.app.contenttypes: Add File"
AFBEELDING_TOEVOEGEN = "plone.app.contenttypes: Add Image"
DELEGEREN = "Sharing page: Delegate roles"
TERUGZETTEN = "CMFEditions: Revert to previous versions"

# Permissions and, in the ZMI, local roles. Of a document they are the workflow's, in every state.
ZICHT_WIJZIGEN = "Change permissions"

# What only those who run a site hold; each is a way past what has been agreed.
BEHEER = (
    ZICHT_WIJZIGEN,
    "Change local roles",
    "Define permissions",
    "Take ownership",
    "Set Group Ownership",
    "Manage properties",
    "Modify view template",
    "Modify constrain types",
    "CMFPlacefulWorkflow: Manage workflow policies",
    TERUGZETTEN,
    "CMFEditions: Purge version",
    "CMFEditions: Checkout to location",
    "Add portal folders",
    "Add Folders",
    "Add Documents, Images, and Files",
    "Add Page Templates",
    "Add Python Scripts",
    "Add User Folders",
    "Import/Export objects",
    "Manage Five local sites",
    "Five: Add TTW View Template",
    "plone.app.multilingual: Manage Translations",
)
ALIASSEN = "Manage Context Aliases"
PORTLETS = "Portlets: Manage portlets"
INHOUDSREGELS = "Content rules: Manage rules"

NORM_TOEVOEGEN = "groningse_norm: Add Norm"
BASISAFSPRAAK_TOEVOEGEN = "groningse_norm: Add Basisafspraak"
EVALUATIE_TOEVOEGEN = "groningse_norm: Add Evaluatie"
PLAN_TOEVOEGEN = "groningse_norm: Add Uitvoeringsplan"
MAATREGEL_TOEVOEGEN = "groningse_norm: Add Maatregel"
OVERHEID_TOEVOEGEN = "groningse_norm: Add Overheid"
BRIEF_TOEVOEGEN = "groningse_norm: Add Raadsbrief"

VERBINTENIS_WIJZIGEN = "groningse_norm: Edit commitment"
VOORTGANG_ZIEN = "groningse_norm: View progress"
REGIO_ZIEN = "groningse_norm: View regional progress"
VOORTGANG_MELDEN = "groningse_norm: Report progress"
ONDERTEKENEN = "groningse_norm: Sign"
PUBLICEREN = "groningse_norm: Publish"
AANWIJZEN = "groningse_norm: Manage designations"
INRICHTEN = "groningse_norm: Manage settings"
