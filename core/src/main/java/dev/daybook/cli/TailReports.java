package dev.daybook.cli;

import dev.daybook.follow.TailEvent;
import dev.daybook.follow.TailEvent.Damaged;
import dev.daybook.follow.TailEvent.Ended;
import dev.daybook.follow.TailEvent.Reason;
import dev.daybook.follow.TailEvent.Replaced;
import dev.daybook.follow.TailEvent.Stalled;
import dev.daybook.follow.TailEvent.WriterBack;
import dev.daybook.follow.TailEvent.WriterGone;
import dev.daybook.session.LockHolder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The reports on standard error about a session that is followed. */
final class TailReports {

  private TailReports() {}

  /** Reports an event that is no entry. */
  static void print(TailEvent event) {
    if (event instanceof Damaged damaged) {
      ErrorReport.printBadLine(damaged.line());
    } else if (event instanceof Replaced) {
      ErrorReport.printReport("file_replaced", Map.of());
    } else if (event instanceof WriterGone gone) {
      ErrorReport.printReport("writer_gone", details(gone));
    } else if (event instanceof WriterBack back) {
      ErrorReport.printReport(
          "writer_back", back.holder().map(TailReports::details).orElse(Map.of()));
    } else if (event instanceof Stalled stalled) {
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("silence_secs", stalled.silence().toSeconds());
      details.put("interval_secs", stalled.interval().toSeconds());
      ErrorReport.printReport("stalled", details);
    } else if (event instanceof Ended ended && ended.reason() == Reason.REMOVED) {
      ErrorReport.printReport("file_removed", Map.of());
    }
  }

  private static Map<String, Object> details(WriterGone gone) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("torn_tail_bytes", gone.tornTailBytes());
    details.put("closed", gone.hasClosed());
    return details;
  }

  private static Map<String, Object> details(LockHolder holder) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("pid", holder.pid());
    details.put("host", holder.host());
    if (holder.since() != null) {
      details.put("since", holder.since());
    }
    return details;
  }
}
