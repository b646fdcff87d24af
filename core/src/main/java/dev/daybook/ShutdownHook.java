package dev.daybook;

import dev.daybook.internal.engine.Journal;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A JVM hook that closes a journal whose program ends without closing it: after the return from
 * {@code main}, after {@code System.exit}, and after a signal that ends the JVM. Each daybook has
 * one of its own, so that many are closed at a time, each within its close time-out.
 *
 * <p>The JVM holds a hook until it ends. This one holds the journal weakly, and is removed when the
 * journal is closed.
 */
final class ShutdownHook extends Thread {

  private final WeakReference<Journal> journal;

  private ShutdownHook(Journal journal) {
    super(null, null, "daybook-shutdown", 0, false);
    this.journal = new WeakReference<>(journal);
    setContextClassLoader(ShutdownHook.class.getClassLoader());
  }

  /**
   * Adds a hook for a journal and returns it; null if the JVM is ending already, and nothing is
   * added.
   */
  static @Nullable ShutdownHook add(Journal journal) {
    ShutdownHook hook = new ShutdownHook(journal);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return hook;
    } catch (IllegalStateException ending) {
      return null;
    }
  }

  /** Removes the hook, once the journal is closed. */
  void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(this);
    } catch (IllegalStateException ending) {
      // it runs, or will, and finds nothing to do
    }
  }

  @Override
  public void run() {
    Journal open = journal.get();
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (RuntimeException | Error why) {
      String lost = "not everything that was recorded is on disk at the end";
      System.getLogger(JournalListener.class.getName()).log(Level.WARNING, lost, why);
      // hooks run side by side, and the log's may have closed it by now
      System.err.println("daybook: " + lost + ": " + why);
    }
  }
}
