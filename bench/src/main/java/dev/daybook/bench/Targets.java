package dev.daybook.bench;

import static dev.daybook.bench.Target.atLeast;
import static dev.daybook.bench.Target.atMost;
import static dev.daybook.bench.Target.atMostTimes;
import static dev.daybook.bench.Target.ratio;

import java.util.ArrayList;
import java.util.List;

/** Every target there is, and every peer that ours is compared with. In the table's order. */
final class Targets {

  /** Less than an object in a thousand calls: the JVM has some bytes of its own in a long loop. */
  private static final double NO_BYTES = 0.01;

  /** The stores that ours is compared with. */
  private static final List<String> ACK_PEERS =
      List.of("DATABIND_FORCE", "SQLITE", "ROCKSDB", "ARTEMIS", "MVSTORE");

  static final List<Target> ALL = all();

  private Targets() {}

  private static List<Target> all() {
    List<Target> all = new ArrayList<>(upToAcks());
    String own = "AckLatency store=DAYBOOK_LOG sessions=OWN";
    for (String waiters : List.of("64", "1000")) {
      all.add(atLeast(0.8, own + " waiters=" + waiters, "store=DAYBOOK sessions=SHARED"));
    }
    all.add(atLeast(8, own + " waiters=64", "store=DAYBOOK").whereForceTakes(1));
    for (String waiters : List.of("8", "64", "1000")) {
      for (String peer : ACK_PEERS) {
        String many = " waiters=" + waiters;
        // those have a larger target above
        if (!waiters.equals("64") || !peer.equals("DATABIND_FORCE")) {
          all.add(atLeast(1, "AckLatency store=DAYBOOK sessions=SHARED" + many, "store=" + peer));
        }
        all.add(atLeast(1, own + many, "store=" + peer));
      }
    }
    for (String peer : ACK_PEERS) {
      all.add(ratio("AckLatency store=DAYBOOK", "store=" + peer));
      all.add(ratio("AckLatency store=DAYBOOK latency.p99", "store=" + peer));
    }
    all.add(ratio(own, "store=DAYBOOK"));
    all.add(ratio(own + " latency.p99", "store=DAYBOOK"));
    all.addAll(behindAcks());
    return List.copyOf(all);
  }

  private static List<Target> upToAcks() {
    return List.of(
        atLeast(2.5, "WriteThroughput sink=DAYBOOK producers=2 size=MIX", "sink=LOG4J2"),
        atLeast(3.5, "WriteThroughput sink=DAYBOOK producers=2 size=MIX", "sink=DATABIND"),
        atLeast(0.85, "WriteThroughput sink=DAYBOOK producers=2 size=MIX", "Encode codec=DAYBOOK"),
        ratio("WriteThroughput sink=DAYBOOK", "sink=LOG4J2"),
        ratio("WriteThroughput sink=DAYBOOK", "sink=LOGBACK"),
        ratio("WriteThroughput sink=DAYBOOK", "sink=CHRONICLE_QUEUE"),
        ratio("WriteThroughput sink=DAYBOOK", "sink=DATABIND"),
        atMost(150, "ns", "CallerLatency sink=DAYBOOK load=HALF service.p50"),
        atMost(2000, "ns", "CallerLatency sink=DAYBOOK load=HALF service.p99.9"),
        atMost(2000, "ns", "CallerLatency sink=DAYBOOK load=HALF response.p99.9"),
        atMost(NO_BYTES, "B", "CallerLatency sink=DAYBOOK load=HALF callerBytes"),
        atMost(NO_BYTES, "B", "CallerLatency sink=DAYBOOK load=SATURATED callerBytes"),
        atLeast(8, "CallerLatency sink=DAYBOOK load=HALF service.p50", "sink=LOG4J2"),
        ratio("CallerLatency sink=DAYBOOK service.p50", "sink=LOG4J2"),
        ratio("CallerLatency sink=DAYBOOK service.p50", "sink=LOGBACK"),
        ratio("CallerLatency sink=DAYBOOK service.p50", "sink=CHRONICLE_QUEUE"),
        ratio("CallerLatency sink=DAYBOOK service.p50", "sink=DATABIND"),
        ratio("CallerLatency sink=DAYBOOK service.p99.9", "sink=LOG4J2"),
        ratio("CallerLatency sink=DAYBOOK service.p99.9", "sink=LOGBACK"),
        ratio("CallerLatency sink=DAYBOOK service.p99.9", "sink=CHRONICLE_QUEUE"),
        ratio("CallerLatency sink=DAYBOOK service.p99.9", "sink=DATABIND"),
        ratio("CallerLatency sink=DAYBOOK response.p99.9", "sink=LOG4J2"),
        ratio("CallerLatency sink=DAYBOOK response.p99.9", "sink=LOGBACK"),
        ratio("CallerLatency sink=DAYBOOK response.p99.9", "sink=CHRONICLE_QUEUE"),
        ratio("CallerLatency sink=DAYBOOK response.p99.9", "sink=DATABIND"),
        atLeast(10, "AckLatency store=DAYBOOK waiters=64 sessions=SHARED", "store=DATABIND_FORCE"),
        atLeast(1.1, "AckLatency store=DAYBOOK waiters=1", "store=DATABIND_FORCE"),
        atLeast(1, "AckLatency store=DAYBOOK waiters=1", "store=SQLITE"),
        atMostTimes(
            4, "AckLatency store=DAYBOOK waiters=64 sessions=SHARED latency.p99", "force.p50"));
  }

  private static List<Target> behindAcks() {
    return List.of(
        atLeast(0.6, "ManySessions sessions=1000 what=WRITE", "sessions=1"),
        atMost(1024, "B", "ManySessions bytesPerIdleSession"),
        ratio("ManySessions", "sessions=1"),
        ratio("Encode codec=DAYBOOK", "codec=JACKSON"),
        ratio("Encode codec=DAYBOOK", "codec=DATABIND"),
        ratio("Encode codec=DAYBOOK", "codec=FASTJSON2"),
        ratio("Decode codec=DAYBOOK", "codec=JACKSON"),
        ratio("Decode codec=DAYBOOK", "codec=DATABIND"),
        ratio("Decode codec=DAYBOOK", "codec=FASTJSON2"),
        atLeast(
            1.5, "FoldThroughput reader=DAYBOOK_STRICT megabytes", "reader=DATABIND_READ_VALUES"),
        atLeast(1, "FoldThroughput reader=DAYBOOK_STRICT megabytes", "reader=JACKSON_STREAMING"),
        atLeast(4, "FoldThroughput reader=DAYBOOK_ONE_TYPE megabytes", "reader=DAYBOOK_STRICT"),
        atLeast(1.7, "FoldThroughput reader=DAYBOOK_PARALLEL megabytes", "reader=DAYBOOK_STRICT"),
        ratio("FoldThroughput reader=DAYBOOK_STRICT megabytes", "reader=READ_LINE_MAP"),
        ratio("FoldThroughput reader=DAYBOOK_LENIENT megabytes", "reader=DAYBOOK_STRICT"),
        atMostTimes(3, "ReplayResume megabytes=1024", "megabytes=1"),
        atLeast(20, "ListSessions how=DAYBOOK sessions=1000", "how=READ_ALL"),
        atLeast(20, "ListSessions how=DAYBOOK sessions=10000", "how=READ_ALL"));
  }
}
