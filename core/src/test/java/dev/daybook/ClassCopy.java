package dev.daybook;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A second copy of all classes, as another application of the same server has. */
public final class ClassCopy {

  private ClassCopy() {}

  /** Returns a loader of the whole class path that shares the JDK alone with the test. */
  public static URLClassLoader load() throws IOException {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    return new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }
}
