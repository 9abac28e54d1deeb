from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "ttdn.plans"
    label = "plans"

    def ready(self):
        from ttdn.agencies.signals import groups_changed
        from ttdn.plans.owing import follow_groups

        groups_changed.connect(follow_groups, dispatch_uid="plans.follow_groups")
