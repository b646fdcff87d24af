package dev.daybook.internal.engine;

import com.lmax.disruptor.RingBuffer;
import dev.daybook.DaybookException;
import dev.daybook.internal.json.Library;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The library of the ring that all events go through. */
public final class RingLibrary {

  private static final Library DISRUPTOR = new Library("com.lmax:disruptor", "4.0");

  private RingLibrary() {}

  /**
   * Looks for what the ring uses and older versions lack; loads little of it. Any thread.
   *
   * @throws DaybookException {@code INCOMPATIBLE_LIBRARY} if it is missing or too old
   */
  public static void check() {
    try {
      MethodHandles.publicLookup()
          .findVirtual(
              RingBuffer.class, "isAvailable", MethodType.methodType(boolean.class, long.class));
    } catch (NoSuchMethodException | IllegalAccessException older) {
      throw DISRUPTOR.tooOld(RingBuffer.class);
    } catch (LinkageError notThere) {
      throw DISRUPTOR.missing(notThere);
    }
  }
}
