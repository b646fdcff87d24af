package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import dev.daybook.internal.json.BatchEncoder;
import dev.daybook.internal.json.EventTypes;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An application of a server, with Daybook in its own class loader, that is taken away. */
@Timeout(120)
class LoaderThatGoesTest {

  @TempDir(factory = MemoryFolder.class)
  Path root;

  @Test
  void nothingOfAClosedDaybookKeepsIt() throws Exception {
    WeakReference<ClassLoader> loader = useInACopy();
    Await.until("the loader is collected", () -> {
      System.gc();
      return loader.refersTo(null);
    });
  }

  /** An application that is undeployed may close its class loader before its daybook. */
  @Test
  void aDaybookIsClosedThoughItsLoaderWasBefore() throws Exception {
    URLClassLoader copy = ClassCopy.load();
    Class<?> daybooks = copy.loadClass(Daybook.class.getName());
    Object daybook = daybooks.getMethod("open", Path.class).invoke(null, root);
    Object session = daybooks.getMethod("openSession", String.class).invoke(daybook, "s");
    Object event =
        copy.loadClass(UserMessage.class.getName()).getConstructor(String.class).newInstance("m");
    Class<?> events = copy.loadClass(SessionEvent.class.getName());
    session.getClass().getMethod("recordSync", events).invoke(session, event);
    copy.close();
    daybooks.getMethod("close").invoke(daybook);
    assertThat(Daybook.open(root).history("s").entries()).hasSize(1);
  }

  private WeakReference<ClassLoader> useInACopy() throws Exception {
    try (URLClassLoader copy = ClassCopy.load()) {
      Class<?> daybooks = copy.loadClass(Daybook.class.getName());
      assertThat(daybooks).isNotSameAs(Daybook.class);
      Object daybook = daybooks.getMethod("open", Path.class).invoke(null, root);
      Object session = daybooks.getMethod("openSession", String.class).invoke(daybook, "s");
      Object event = copy.loadClass(UserMessage.class.getName())
          .getConstructor(String.class)
          .newInstance("m");
      Class<?> events = copy.loadClass(SessionEvent.class.getName());
      assertThat(session.getClass().getMethod("recordSync", events).invoke(session, event))
          .isEqualTo(0L);
      assertThat(bufferName(copy)).isEqualTo("plain");
      daybooks.getMethod("close").invoke(daybook);
      return new WeakReference<>(copy);
    }
  }

  /** The kind of memory that the copy's batches are in. */
  private static Object bufferName(ClassLoader copy) throws Exception {
    Class<?> types = copy.loadClass(EventTypes.class.getName());
    Class<?> encoders = copy.loadClass(BatchEncoder.class.getName());
    try (AutoCloseable encoder = (AutoCloseable) encoders
        .getConstructor(types, int.class, int.class)
        .newInstance(types.getMethod("standard").invoke(null), 1 << 16, 1 << 16)) {
      return encoders.getMethod("bufferName").invoke(encoder);
    }
  }
}
