package dev.daybook.internal.json;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A listing of the classes of a package, read off the folder or the jar that they come in. */
final class ClassNames {

  private static final String ENDING = ".class";

  private ClassNames() {}

  /**
   * Returns the simple names of the classes in that class's package; empty where the class comes in
   * neither a folder nor a jar, as in a native image.
   */
  static Optional<Set<String>> beside(Class<?> member) {
    URL place = member.getResource(member.getSimpleName() + ENDING);
    if (place == null) {
      return Optional.empty();
    }
    try {
      URLConnection connection = place.openConnection();
      if (connection instanceof JarURLConnection jar) {
        // a jar of the cache is not ours to close
        jar.setUseCaches(false);
        return Optional.of(inJar(jar, member.getPackageName().replace('.', '/') + "/"));
      }
      return place.getProtocol().equals("file")
          ? Optional.of(inFolder(Path.of(place.toURI()).resolveSibling("")))
          : Optional.empty();
    } catch (IOException | URISyntaxException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private static Set<String> inJar(JarURLConnection connection, String folder) throws IOException {
    try (JarFile jar = connection.getJarFile()) {
      return names(jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(folder))
          .map(name -> name.substring(folder.length())));
    }
  }

  private static Set<String> inFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return names(files.map(file -> file.getFileName().toString()));
    }
  }

  private static Set<String> names(Stream<String> files) {
    return files
        .filter(name -> name.endsWith(ENDING) && name.indexOf('/') < 0)
        .map(name -> name.substring(0, name.length() - ENDING.length()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
