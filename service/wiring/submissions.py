"""Use cases about submissions, wired."""

from dataclasses import dataclass

from service.use_cases.jobs.retry import RetryJob
from service.use_cases.submissions.add_part import AddPart
from service.use_cases.submissions.answer_warnings import AnswerWarnings
from service.use_cases.submissions.balance import BalanceSubmission
from service.use_cases.submissions.begin_file import BeginFile
from service.use_cases.submissions.change_reading import ChangeReading
from service.use_cases.submissions.choose_sending import ChooseSending
from service.use_cases.submissions.download_copy import DownloadCopy
from service.use_cases.submissions.find_asking import FindAsking
from service.use_cases.submissions.follow import FollowSubmission
from service.use_cases.submissions.forget_file import ForgetFile
from service.use_cases.submissions.hand_out_blank_standard import HandOutBlankStandard
from service.use_cases.submissions.hold_against_books import HoldAgainstBooks
from service.use_cases.submissions.hold_period_against_books import HoldPeriodAgainstBooks
from service.use_cases.submissions.list import ListSubmissions
from service.use_cases.submissions.list_findings import ListFindings
from service.use_cases.submissions.list_rows import ListRows
from service.use_cases.submissions.list_signal_rows import ListSignalRows
from service.use_cases.submissions.look import LookBeforeSending
from service.use_cases.submissions.measure_answers import MeasureAnswers
from service.use_cases.submissions.read_file import ReadFile
from service.use_cases.submissions.receive import ReceiveSubmission
from service.use_cases.submissions.retry import RetrySubmission
from service.use_cases.submissions.send import SendSubmission
from service.use_cases.submissions.show import ShowSubmission
from service.use_cases.submissions.show_books import ShowBooks
from service.use_cases.submissions.show_file import ShowFile
from service.use_cases.submissions.show_reading import ShowReading
from service.use_cases.submissions.show_sending import ShowSending
from service.use_cases.submissions.take_back import TakeBack
from service.use_cases.submissions.trace_row import TraceRow
from service.use_cases.submissions.withdraw_answer import WithdrawAnswer
from service.wiring.parts import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionUseCases:
    """What a provider hands in, and what it is told of it."""

    receive: ReceiveSubmission
    begin_file: BeginFile
    add_part: AddPart
    show_file: ShowFile
    read_file: ReadFile
    forget_file: ForgetFile
    show_reading: ShowReading
    change_reading: ChangeReading
    answer_warnings: AnswerWarnings
    withdraw_answer: WithdrawAnswer
    list: ListSubmissions
    show: ShowSubmission
    follow: FollowSubmission
    list_findings: ListFindings
    download_copy: DownloadCopy
    hand_out_blank_standard: HandOutBlankStandard
    retry: RetrySubmission
    look: LookBeforeSending
    send: SendSubmission
    take_back: TakeBack
    choose_sending: ChooseSending
    show_sending: ShowSending
    trace_row: TraceRow
    list_rows: ListRows
    balance: BalanceSubmission
    list_signal_rows: ListSignalRows
    hold_against_books: HoldAgainstBooks
    hold_period_against_books: HoldPeriodAgainstBooks
    show_books: ShowBooks
    measure_answers: MeasureAnswers


def wire_submissions(parts: Parts) -> SubmissionUseCases:
    """Of one process."""
    stores, settings, wrapper = parts.stores, parts.settings, parts.keyring.wrapper
    find_asking = FindAsking(stores, parts.engine)
    return SubmissionUseCases(
        receive=build_receiver(parts),
        begin_file=BeginFile(stores, wrapper, settings.upload_limit),
        add_part=AddPart(stores, wrapper),
        show_file=ShowFile(stores),
        read_file=ReadFile(stores, wrapper),
        forget_file=ForgetFile(stores),
        show_reading=ShowReading(stores),
        change_reading=ChangeReading(stores, parts.relay_outbox),
        answer_warnings=AnswerWarnings(stores, parts.blobs, find_asking, parts.relay_outbox),
        withdraw_answer=WithdrawAnswer(stores, find_asking, parts.relay_outbox),
        list=ListSubmissions(stores),
        show=ShowSubmission(stores, settings.retention),
        follow=FollowSubmission(stores),
        list_findings=ListFindings(stores),
        download_copy=DownloadCopy(stores, parts.blobs),
        hand_out_blank_standard=HandOutBlankStandard(settings.mappings_dir),
        measure_answers=MeasureAnswers(stores),
        retry=RetrySubmission(stores, RetryJob(stores, parts.relay_outbox)),
        look=LookBeforeSending(stores),
        send=SendSubmission(stores),
        take_back=TakeBack(stores),
        choose_sending=ChooseSending(stores),
        show_sending=ShowSending(stores),
        trace_row=TraceRow(stores, parts.blobs, parts.engine),
        list_rows=ListRows(stores, parts.blobs, parts.engine),
        list_signal_rows=ListSignalRows(stores, parts.blobs, parts.engine),
        balance=BalanceSubmission(stores, parts.blobs, parts.engine),
        hold_against_books=HoldAgainstBooks(stores, parts.blobs, parts.engine),
        hold_period_against_books=HoldPeriodAgainstBooks(stores, parts.blobs, parts.engine),
        show_books=ShowBooks(stores),
    )


def build_receiver(parts: Parts) -> ReceiveSubmission:
    """What takes an upload in, by whatever way it comes."""
    return ReceiveSubmission(
        stores=parts.stores,
        blobs=parts.blobs,
        keyring=parts.keyring,
        relay_outbox=parts.relay_outbox,
        upload_limit=parts.settings.upload_limit,
    )
