"""One trace id from upload to download, in the lines of web and worker."""

from structlog.testing import capture_logs

from service.domain.traces import trace_of
from workers.doing import Teller
from workers.tasks import Tasks


def test_upload_work_and_download_have_the_trace_id_of_their_submission(wiring, region, hands, queue):
    tasks = Tasks(lambda: wiring, Teller(None, "test"))
    with capture_logs() as lines:
        submission = hands.upload(region.provider, b"kwartaal")
        while messages := queue.take():
            for _, job in messages:
                tasks.do_job(str(job))
        hands.send(region.provider, submission)
        (report, *_) = wiring.submissions.show(region.provider, submission).reports
        wiring.reports.download(region.provider, report.id)

    told = [(line["event"], line.get("trace_id")) for line in lines if line["event"] != "broker_unavailable"]
    assert {trace for _, trace in told} == {trace_of(submission)}
    assert {event for event, _ in told} >= {
        "submission_received",
        "job_started",
        "job_done",
        "report_downloaded",
    }
