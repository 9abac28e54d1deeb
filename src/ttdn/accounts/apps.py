from django.apps import AppConfig
from django.core.checks import Tags, register


class AccountsConfig(AppConfig):
    name = "ttdn.accounts"
    label = "accounts"

    def ready(self):
        from ttdn.accounts.checks import no_demo_users_in_production

        register(no_demo_users_in_production, Tags.security)
