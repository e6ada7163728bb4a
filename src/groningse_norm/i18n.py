"""The translation domain of the package: English defaults here, Dutch in ``locales/nl``."""

from zope.i18nmessageid import MessageFactory

_ = MessageFactory("groningse_norm")
