package dev.daybook.internal.json;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The choice of a batch's memory: Chronicle Bytes where it loads cleanly, without a flag, a warning
 * or a line in the application's log; a plain direct buffer everywhere else. The system property
 * {@value #PROPERTY}, {@code chronicle} or {@code plain}, decides instead when it is set.
 *
 * <p>It does not load cleanly on a JDK from 24 on, which prints a warning for the Unsafe beneath
 * Chronicle, nor beside an SLF4J provider, whose log would get an ERROR line that asks for flags
 * that Daybook does not need. Nor in a class loader that can go away, as an application's in a
 * server: Chronicle's shutdown hook would keep it and all its classes in memory.
 */
final class BatchBuffers {

  static final String PROPERTY = "daybook.buffer";

  private static final int FIRST_JDK_THAT_WARNS = 24;
  private static final String SLF4J_PROVIDERS =
      "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

  private BatchBuffers() {}

  static BatchBuffer allocate(int capacity) {
    String wanted = System.getProperty(PROPERTY, "").toLowerCase(Locale.ROOT);
    boolean chronicle = switch (wanted) {
      case "chronicle" -> true;
      case "plain" -> false;
      default -> loadsCleanly();
    };
    if (chronicle) {
      try {
        return QuietChronicle.allocate(capacity);
      } catch (RuntimeException | LinkageError | AssertionError refused) {
        // no Unsafe in this JVM, or no such jar: a batch needs neither
        System.getLogger(BatchBuffers.class.getName())
            .log(System.Logger.Level.DEBUG, "chronicle-bytes is not usable here", refused);
      }
    }
    return new PlainBatchBuffer(capacity);
  }

  static String nameOf(BatchBuffer buffer) {
    return buffer instanceof PlainBatchBuffer ? "plain" : "chronicle";
  }

  static int grownCapacity(ByteBuffer memory, int needed) {
    return Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * memory.capacity()));
  }

  private static boolean loadsCleanly() {
    return Runtime.version().feature() < FIRST_JDK_THAT_WARNS
        && staysLoaded(BatchBuffers.class.getClassLoader())
        && BatchBuffers.class.getClassLoader().getResource(SLF4J_PROVIDERS) == null;
  }

  /**
   * Returns true if these classes are there as long as the JVM is: no application's loader of its
   * own.
   */
  private static boolean staysLoaded(@Nullable ClassLoader own) {
    for (ClassLoader each = ClassLoader.getSystemClassLoader();
        each != null;
        each = each.getParent()) {
      if (each == own) {
        return true;
      }
    }
    return own == null;
  }

  /**
   * A loader of Chronicle with its announcements switched off. They are governed by system
   * properties that its static initialisers read. Ours stand only while it loads, and only where
   * the program has set none.
   */
  private static final class QuietChronicle {

    private static final String[][] SETTINGS = {
      // three lines about a missing SLF4J provider
      {"slf4j.internal.verbosity", "ERROR"},
      // a file of that name in the working folder would be merged into the system properties; ours
      // is in no package, since those of a named module hide their resources
      {"system.properties", "META-INF/daybook/chronicle.properties"},
      // a thread for resources that we do not have
      {"background.releaser", "false"},
      // a folder named target in the temporary folder, unless its parent is missing
      {"project.build.directory", System.getProperty("java.io.tmpdir") + "/daybook-none/target"},
    };

    // held, since loggers are weakly reachable and would forget their level
    private static final Logger CLEANER_LOG = Logger.getLogger(
        "net.openhft.chronicle.core.internal.cleaner.ReflectionBasedByteBufferCleanerService");

    private static boolean loaded;

    static synchronized BatchBuffer allocate(int capacity) {
      if (loaded) {
        return new ChronicleBatchBuffer(capacity);
      }
      boolean[] ours = new boolean[SETTINGS.length];
      Level level = CLEANER_LOG.getLevel();
      CLEANER_LOG.setLevel(Level.OFF);
      try {
        for (int i = 0; i < SETTINGS.length; i++) {
          ours[i] = System.getProperties().putIfAbsent(SETTINGS[i][0], SETTINGS[i][1]) == null;
        }
        BatchBuffer buffer = new ChronicleBatchBuffer(capacity);
        loaded = true;
        return buffer;
      } finally {
        for (int i = 0; i < SETTINGS.length; i++) {
          if (ours[i]) {
            System.clearProperty(SETTINGS[i][0]);
          }
        }
        CLEANER_LOG.setLevel(level);
      }
    }
  }

  /** A batch in a direct buffer of the JDK: no other library, no flags, any JDK. */
  private static final class PlainBatchBuffer implements BatchBuffer {

    private ByteBuffer memory;

    PlainBatchBuffer(int capacity) {
      memory = ByteBuffer.allocateDirect(capacity);
    }

    @Override
    public int position() {
      return memory.position();
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      if (length > memory.remaining()) {
        grow(Math.addExact(memory.position(), length));
      }
      memory.put(source, offset, length);
    }

    @Override
    public void rewind(int position) {
      memory.position(position);
    }

    @Override
    public ByteBuffer view(int from, int to) {
      return memory.slice(from, to - from);
    }

    @Override
    public void close() {
      memory = ByteBuffer.allocate(0);
    }

    private void grow(int needed) {
      ByteBuffer larger = ByteBuffer.allocateDirect(grownCapacity(memory, needed));
      larger.put(memory.flip());
      memory = larger;
    }
  }
}
