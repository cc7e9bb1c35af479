"""Use cases about formats, wired."""

from dataclasses import dataclass

from service.pipeline.format_prover import FormatProver
from service.use_cases.formats.approve_draft import ApproveDraft
from service.use_cases.formats.approve_meaning import ApproveMeaning
from service.use_cases.formats.ask_for_runs import AskForRuns
from service.use_cases.formats.begin_draft import BeginDraft
from service.use_cases.formats.begin_from_text import BeginFromText
from service.use_cases.formats.begin_from_version import BeginFromVersion
from service.use_cases.formats.begin_from_workbook import BeginFromWorkbook
from service.use_cases.formats.change_draft import ChangeDraft
from service.use_cases.formats.count_decisions import CountDecisions
from service.use_cases.formats.export_meanings import ExportMeanings
from service.use_cases.formats.fill_sample import FillSample
from service.use_cases.formats.hand_out_workbook import HandOutWorkbook
from service.use_cases.formats.keep_workbook import KeepWorkbook
from service.use_cases.formats.list import ListFormats
from service.use_cases.formats.propose_meaning import ProposeMeaning
from service.use_cases.formats.read_revision import ReadRevision
from service.use_cases.formats.send_back_draft import SendBackDraft
from service.use_cases.formats.send_back_meaning import SendBackMeaning
from service.use_cases.formats.show_codes import ShowCodes
from service.use_cases.formats.show_draft import ShowDraft
from service.use_cases.formats.show_trial import ShowTrial
from service.use_cases.formats.show_version import ShowVersion
from service.use_cases.formats.submit_draft import SubmitDraft
from service.use_cases.formats.withdraw_draft import WithdrawDraft
from service.use_cases.formats.withdraw_meaning import WithdrawMeaning
from service.wiring.parts import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatUseCases:
    """Reading, writing, trying and publishing formats."""

    list: ListFormats
    count_decisions: CountDecisions
    show_version: ShowVersion
    begin_from_version: BeginFromVersion
    begin_from_text: BeginFromText
    begin_from_workbook: BeginFromWorkbook
    show_draft: ShowDraft
    change_draft: ChangeDraft
    fill_sample: FillSample
    hand_out_workbook: HandOutWorkbook
    keep_workbook: KeepWorkbook
    read_revision: ReadRevision
    submit_draft: SubmitDraft
    send_back_draft: SendBackDraft
    withdraw_draft: WithdrawDraft
    approve_draft: ApproveDraft
    show_trial: ShowTrial
    ask_for_runs: AskForRuns
    prover: FormatProver
    show_codes: ShowCodes
    propose_meaning: ProposeMeaning
    approve_meaning: ApproveMeaning
    send_back_meaning: SendBackMeaning
    withdraw_meaning: WithdrawMeaning
    export_meanings: ExportMeanings


def wire_formats(parts: Parts) -> FormatUseCases:
    """Of one process."""
    stores, catalogue, prover = parts.stores, parts.catalogue, parts.prover
    show_version, begin = ShowVersion(stores, catalogue), BeginDraft(stores)
    return FormatUseCases(
        list=ListFormats(stores, catalogue),
        count_decisions=CountDecisions(stores),
        show_version=show_version,
        begin_from_version=BeginFromVersion(stores, show_version, prover, begin),
        begin_from_text=BeginFromText(stores, prover, begin),
        begin_from_workbook=BeginFromWorkbook(stores, prover, begin),
        show_draft=ShowDraft(stores, prover),
        change_draft=ChangeDraft(stores),
        fill_sample=FillSample(stores, prover, prover.catalogue.mappings_dir),
        hand_out_workbook=HandOutWorkbook(stores),
        keep_workbook=KeepWorkbook(stores),
        read_revision=ReadRevision(stores),
        submit_draft=SubmitDraft(stores, prover),
        send_back_draft=SendBackDraft(stores),
        withdraw_draft=WithdrawDraft(stores),
        approve_draft=ApproveDraft(stores, prover),
        show_trial=ShowTrial(stores),
        ask_for_runs=AskForRuns(stores, parts.relay_outbox),
        prover=prover,
        show_codes=ShowCodes(stores, catalogue),
        propose_meaning=ProposeMeaning(stores, catalogue),
        approve_meaning=ApproveMeaning(stores, catalogue),
        send_back_meaning=SendBackMeaning(stores),
        withdraw_meaning=WithdrawMeaning(stores),
        export_meanings=ExportMeanings(stores, catalogue),
    )
