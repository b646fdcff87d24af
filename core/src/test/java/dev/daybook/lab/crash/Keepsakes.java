package dev.daybook.lab.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The bytes that were in sessions' files, whatever they meant: each is there still, or in a file
 * beside it. What a recovery or a repair takes out is kept first.
 *
 * @param start the files as they were
 */
record Keepsakes(CrashState start) {

  /** What is gone in another state; a session that is gone as a whole is another matter. */
  List<String> brokenBy(CrashState state) {
    List<String> broken = new ArrayList<>();
    start.files().forEach((name, old) -> {
      byte[] now = state.files().get(name);
      if (name.endsWith(Promises.SUFFIX) && now != null && !isKept(name, old, now, state)) {
        broken.add("bytes are gone: file=" + name + ", before=" + old.length);
      }
    });
    return broken;
  }

  private static boolean isKept(String name, byte[] old, byte[] now, CrashState state) {
    if (beginsWith(now, old)) {
      return true;
    }
    for (Map.Entry<String, byte[]> beside : state.files().entrySet()) {
      if (!beside.getKey().startsWith(name + ".")) {
        continue;
      }
      boolean isAllOfIt =
          beside.getKey().startsWith(name + ".damaged-") && Arrays.equals(beside.getValue(), old);
      int tail = old.length - beside.getValue().length;
      boolean isTail = beside.getKey().startsWith(name + ".torn-")
          && tail >= 0
          && Arrays.equals(beside.getValue(), Arrays.copyOfRange(old, tail, old.length))
          && beginsWith(now, Arrays.copyOf(old, tail));
      if (isAllOfIt || isTail) {
        return true;
      }
    }
    return false;
  }

  private static boolean beginsWith(byte[] content, byte[] beginning) {
    return content.length >= beginning.length
        && Arrays.equals(content, 0, beginning.length, beginning, 0, beginning.length);
  }
}
