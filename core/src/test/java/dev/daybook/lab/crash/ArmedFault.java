package dev.daybook.lab.crash;

import dev.daybook.lab.disk.DiskObserver;
import dev.daybook.lab.disk.Operation;
import java.io.IOException;

/** A disk that refuses some operations on session files and commit logs, once it is armed. */
final class ArmedFault implements DiskObserver {

  private Class<? extends Operation> kind = Operation.class;
  private int times;
  private int passing = Integer.MAX_VALUE;

  /** The next so many operations of that kind are refused. */
  synchronized void refuse(Class<? extends Operation> which, int howOften) {
    kind = which;
    times = howOften;
    passing = Integer.MAX_VALUE;
  }

  /** As a disk that becomes full: so many bytes of the next write pass, and then none. */
  synchronized void fill(int bytes) {
    kind = Operation.Write.class;
    times = 2;
    passing = bytes;
  }

  private static boolean isOfSession(Operation operation) {
    String path = operation.path().toString();
    return path.endsWith(Promises.SUFFIX) || path.contains("/segment-");
  }

  @Override
  public synchronized void before(Operation operation) throws IOException {
    if (times > 0 && kind.isInstance(operation) && isOfSession(operation)) {
      times--;
      if (passing == Integer.MAX_VALUE || times == 0) {
        passing = Integer.MAX_VALUE;
        throw new IOException("the disk refuses");
      }
    }
  }

  @Override
  public synchronized int passing(Operation.Write write) {
    return isOfSession(write) ? Math.min(passing, write.bytes().length) : write.bytes().length;
  }
}
