package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.event.SessionEvent;
import dev.daybook.event.UserMessage;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
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

  private WeakReference<ClassLoader> useInACopy() throws Exception {
    try (URLClassLoader copy = ClassCopy.load()) {
      Class<?> daybooks = copy.loadClass(Daybook.class.getName());
      assertThat(daybooks).isNotSameAs(Daybook.class);
      Object daybook = daybooks.getMethod("open", Path.class).invoke(null, root);
      Object session = daybooks.getMethod("session", String.class).invoke(daybook, "s");
      Object event = copy.loadClass(UserMessage.class.getName())
          .getConstructor(String.class)
          .newInstance("m");
      Class<?> events = copy.loadClass(SessionEvent.class.getName());
      assertThat(session.getClass().getMethod("recordSync", events).invoke(session, event))
          .isEqualTo(0L);
      assertThat(daybooks.getMethod("bufferName").invoke(daybook)).isEqualTo(Optional.of("plain"));
      daybooks.getMethod("close").invoke(daybook);
      return new WeakReference<>(copy);
    }
  }
}
