"""Use cases of programs, wired."""

from dataclasses import dataclass

from service.settings import Settings
from service.storage.keys.wrapping import KeyWrapper
from service.storage.stores import Stores
from service.use_cases.programs.begin_request import BeginRequest
from service.use_cases.programs.finish_request import FinishRequest
from service.use_cases.programs.issue_token import TOKENS_ARE_ISSUED_AT, IssueToken
from service.use_cases.programs.list_events import ListEvents
from service.use_cases.programs.list_tokens import ListTokens
from service.use_cases.programs.list_webhooks import ListWebhooks
from service.use_cases.programs.make_token import MakeToken
from service.use_cases.programs.make_webhook import MakeWebhook
from service.use_cases.programs.recognise_program import RecogniseProgram
from service.use_cases.programs.remove_webhook import RemoveWebhook
from service.use_cases.programs.revoke_token import RevokeToken
from service.use_cases.programs.start_webhook import StartWebhook


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramUseCases:
    """By which token a program acts, what it may ask twice, and what it follows."""

    make_token: MakeToken
    issue_token: IssueToken
    revoke_token: RevokeToken
    list_tokens: ListTokens
    recognise: RecogniseProgram
    begin_request: BeginRequest
    finish_request: FinishRequest
    list_events: ListEvents
    make_webhook: MakeWebhook
    list_webhooks: ListWebhooks
    start_webhook: StartWebhook
    remove_webhook: RemoveWebhook


def wire_programs(stores: Stores, wrapper: KeyWrapper, settings: Settings) -> ProgramUseCases:
    """Of one process."""
    site = settings.site()
    return ProgramUseCases(
        make_token=MakeToken(stores),
        issue_token=IssueToken(stores, (site, f"{site}{TOKENS_ARE_ISSUED_AT}")),
        revoke_token=RevokeToken(stores),
        list_tokens=ListTokens(stores),
        recognise=RecogniseProgram(stores),
        begin_request=BeginRequest(stores),
        finish_request=FinishRequest(stores),
        list_events=ListEvents(stores),
        make_webhook=MakeWebhook(stores, wrapper, settings.private_networks()),
        list_webhooks=ListWebhooks(stores),
        start_webhook=StartWebhook(stores),
        remove_webhook=RemoveWebhook(stores),
    )
