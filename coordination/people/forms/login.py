from typing import Any

from allauth.account.forms import LoginForm as Allauth


class LoginForm(Allauth):
    """The labels say enough; an example in the field only goes in the way."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs["autofocus"] = True
