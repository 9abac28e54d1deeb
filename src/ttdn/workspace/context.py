"""What every page of the workspace shows around its content: the rail, the province."""


def workspace(request):
    return {}
