"""Use cases about burden, wired."""

from dataclasses import dataclass

from service.use_cases.burden.change_baseline_clock import ChangeBaselineClock
from service.use_cases.burden.change_clock import ChangeClock
from service.use_cases.burden.choose_baseline import ChooseBaseline
from service.use_cases.burden.choose_shared_hold_outs import ChooseSharedHoldOuts
from service.use_cases.burden.choose_timed_reviews import ChooseTimedReviews
from service.use_cases.burden.compare_hold_out import CompareHoldOut
from service.use_cases.burden.draw_hold_out import DrawHoldOut
from service.use_cases.burden.find_wrong_in_hold_out import FindWrongInHoldOut
from service.use_cases.burden.know import KnowBurden
from service.use_cases.burden.list_perceived import ListPerceivedBurden
from service.use_cases.burden.list_publications import ListPublications
from service.use_cases.burden.list_time_studies import ListTimeStudies
from service.use_cases.burden.publish import PublishBurden
from service.use_cases.burden.read_publication import ReadPublication
from service.use_cases.burden.show import ShowBurden
from service.use_cases.burden.show_baseline import ShowBaseline
from service.use_cases.burden.show_drop_list import ShowDropList
from service.use_cases.burden.show_for_login import ShowBurdenForLogin
from service.use_cases.burden.show_measuring import ShowMeasuring
from service.use_cases.burden.show_question_map import ShowQuestionMap
from service.use_cases.burden.show_year import ShowBurdenYear
from service.use_cases.burden.start_baseline_clock import StartBaselineClock
from service.use_cases.burden.start_clock import StartClock
from service.use_cases.burden.tell_made_today import TellMadeToday
from service.use_cases.burden.tell_perceived import TellPerceivedBurden
from service.use_cases.burden.tell_work_left import TellWorkLeft
from service.use_cases.burden.time_review import TimeReview
from service.use_cases.burden.withdraw_publication import WithdrawPublication
from service.use_cases.people.find_viewer import FindViewer
from service.wiring.parts import Parts, limits_of


@dataclass(frozen=True, slots=True, kw_only=True)
class BurdenUseCases:
    """What burden is made of, and what is said of it."""

    show: ShowBurden
    show_for_login: ShowBurdenForLogin
    show_year: ShowBurdenYear
    show_drop_list: ShowDropList
    publish: PublishBurden
    show_question_map: ShowQuestionMap
    withdraw_publication: WithdrawPublication
    list_publications: ListPublications
    read_publication: ReadPublication
    start_clock: StartClock
    change_clock: ChangeClock
    list_time_studies: ListTimeStudies
    draw_hold_out: DrawHoldOut
    compare_hold_out: CompareHoldOut
    find_wrong_in_hold_out: FindWrongInHoldOut
    tell_perceived: TellPerceivedBurden
    list_perceived: ListPerceivedBurden
    tell_work_left: TellWorkLeft
    show_measuring: ShowMeasuring
    tell_made_today: TellMadeToday
    choose_timed_reviews: ChooseTimedReviews
    time_review: TimeReview
    show_baseline: ShowBaseline
    choose_baseline: ChooseBaseline
    start_baseline_clock: StartBaselineClock
    change_baseline_clock: ChangeBaselineClock
    choose_shared_hold_outs: ChooseSharedHoldOuts


def wire_burden(parts: Parts) -> BurdenUseCases:
    """Of one process."""
    stores, know = parts.stores, KnowBurden(parts.stores, parts.catalogue)
    show = ShowBurden(know, parts.catalogue)
    return BurdenUseCases(
        show=show,
        show_for_login=ShowBurdenForLogin(FindViewer(stores), show),
        show_year=ShowBurdenYear(know, parts.catalogue),
        show_drop_list=ShowDropList(stores, parts.catalogue),
        show_question_map=ShowQuestionMap(stores, parts.catalogue),
        publish=PublishBurden(stores, show),
        withdraw_publication=WithdrawPublication(stores),
        list_publications=ListPublications(stores),
        read_publication=ReadPublication(stores),
        start_clock=StartClock(stores),
        change_clock=ChangeClock(stores),
        list_time_studies=ListTimeStudies(stores),
        draw_hold_out=DrawHoldOut(stores, parts.catalogue),
        compare_hold_out=CompareHoldOut(stores, parts.blobs, limits_of(parts.settings), parts.catalogue),
        find_wrong_in_hold_out=FindWrongInHoldOut(stores),
        tell_perceived=TellPerceivedBurden(stores),
        list_perceived=ListPerceivedBurden(stores),
        tell_work_left=TellWorkLeft(stores),
        show_measuring=ShowMeasuring(stores),
        tell_made_today=TellMadeToday(stores),
        choose_timed_reviews=ChooseTimedReviews(stores),
        time_review=TimeReview(stores),
        show_baseline=ShowBaseline(stores),
        choose_baseline=ChooseBaseline(stores, parts.catalogue),
        start_baseline_clock=StartBaselineClock(stores),
        change_baseline_clock=ChangeBaselineClock(stores),
        choose_shared_hold_outs=ChooseSharedHoldOuts(stores, parts.catalogue),
    )
