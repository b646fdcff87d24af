package dev.daybook.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * The memory that threads allocate and the time that they compute, by the JVM's own books. They are
 * exact to the byte, and reading them allocates nothing; so the difference over a loop is the
 * loop's.
 */
final class ThreadBooks {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private ThreadBooks() {}

  static long journalThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("daybook-journal"))
        .mapToLong(Thread::getId)
        .findFirst()
        .orElseThrow();
  }

  static long bytesOfCaller() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  static long cpuNanosOfCaller() {
    return THREADS.getCurrentThreadCpuTime();
  }

  static long cpuNanosOf(long thread) {
    return THREADS.getThreadCpuTime(thread);
  }

  /** Returns the CPU time of all threads together, the JVM's own included. */
  static long cpuNanosOfProcess() {
    return SYSTEM.getProcessCpuTime();
  }
}
