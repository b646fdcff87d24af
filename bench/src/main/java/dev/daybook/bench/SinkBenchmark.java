package dev.daybook.bench;

import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The common part of the benchmarks of all sinks: the sink at hand, and a JVM that Chronicle Queue
 * can start in. The flags open packages and change nothing else; Daybook and the other peers run
 * with them too, since one benchmark has one set of flags.
 */
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
      "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
      "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
      "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
      "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
      "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
      "--add-opens=java.base/java.io=ALL-UNNAMED",
      "--add-opens=java.base/java.util=ALL-UNNAMED"
    })
@State(Scope.Benchmark)
public abstract class SinkBenchmark {

  @Param
  public SinkKind sink;

  private Sink.Opener opener;
  private WorkFolder folder;

  /** Makes ready what the sinks of a trial share. */
  final void prepare(EventSize size) {
    opener = sink.opener(EventMix.load(size));
  }

  /** A new sink in a folder of its own. */
  final Sink openSink() {
    folder = WorkFolder.create();
    return opener.open(folder.path());
  }

  /** Fails unless that closed sink has the first events of the mix, and deletes what it wrote. */
  final void check(Sink closed, int events) {
    closed.requireComplete(events);
    folder.close();
  }
}
