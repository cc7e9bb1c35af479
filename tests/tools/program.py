"""A program that asks the API by a token that somebody made for it."""

from service.domain.access_tokens import NewToken, scopes_for


class Program:
    """Whoever brings a token along."""

    def __init__(self, app, token=""):
        self.app, self.browser = app, app.test_client()
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    @classmethod
    def of(cls, app, wiring, viewer, *scopes, days=30):
        """By a token of this viewer; for all that it can be for when no scopes are named."""
        chosen = frozenset(scopes or scopes_for(viewer.organisation.kind))
        new = NewToken(name="ECD", scopes=chosen, days=days)
        return cls(app, wiring.programs.make_token(wiring.people.find_viewer(viewer.login), new))

    def get(self, path, **headers):
        return self.browser.get(f"/api/v1{path}", headers={**self.headers, **headers})

    def post(self, path, body=None, form=None, **headers):
        sent = {"json": body} if form is None else {"data": form}
        return self.browser.post(f"/api/v1{path}", headers={**self.headers, **headers}, **sent)

    def patch(self, path, body):
        return self.browser.patch(f"/api/v1{path}", headers=self.headers, json=body)

    def delete(self, path):
        return self.browser.delete(f"/api/v1{path}", headers=self.headers)
