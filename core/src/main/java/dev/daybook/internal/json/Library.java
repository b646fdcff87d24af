package dev.daybook.internal.json;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.json.PackageVersion;
import dev.daybook.DaybookException;
import dev.daybook.DaybookException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * A library that Daybook needs, with its oldest usable version. A program's build may put an older
 * one on the class path, and then every event is lost where it is encoded, so opening a daybook
 * checks it.
 *
 * @param artifact its group and artifact
 * @param needed the oldest version that will do
 */
public record Library(String artifact, String needed) {

  private static final Library JACKSON =
      new Library("com.fasterxml.jackson.core:jackson-core", "2.18");
  private static final Library JSPECIFY = new Library("org.jspecify:jspecify", "1.0");
  private static final int JACKSON_MAJOR = 2;
  private static final int JACKSON_MINOR = 18;
  private static final String UNKNOWN = "unknown";

  /**
   * Looks at the version of jackson-core. Any thread.
   *
   * @throws DaybookException {@code INCOMPATIBLE_LIBRARY} if it is missing or too old
   */
  public static void checkJackson() {
    Version found;
    try {
      found = PackageVersion.VERSION;
    } catch (LinkageError notThere) {
      throw JACKSON.missing(notThere);
    }
    boolean isOlder = found.getMajorVersion() < JACKSON_MAJOR
        || (found.getMajorVersion() == JACKSON_MAJOR && found.getMinorVersion() < JACKSON_MINOR);
    if (isOlder) {
      throw JACKSON.tooOld(PackageVersion.class, found.toString());
    }
  }

  /**
   * Looks for JSpecify's annotations, which say where an event may have null. Any thread.
   *
   * @throws DaybookException {@code INCOMPATIBLE_LIBRARY} if they are missing: the JVM passes over
   *     an annotation that it cannot find
   */
  public static void checkAnnotations() {
    try {
      Class<?> unused = Nullable.class;
    } catch (LinkageError notThere) {
      throw JSPECIFY.missing(notThere);
    }
  }

  /** Returns the error that it cannot be found. */
  public DaybookException missing(LinkageError cause) {
    return DaybookException.causedBy(
        cause,
        Kind.INCOMPATIBLE_LIBRARY,
        "a library is missing; add it to the class path",
        "library",
        artifact,
        "needed",
        needed);
  }

  /** Returns the error that it is too old, with the version that its jar names. */
  public DaybookException tooOld(Class<?> member) {
    return tooOld(member, version(member));
  }

  private DaybookException tooOld(Class<?> member, String found) {
    return DaybookException.of(
        Kind.INCOMPATIBLE_LIBRARY,
        "a library on the class path is too old; have your build give it the version that is needed"
            + " or a newer one",
        "library",
        artifact,
        "found",
        found,
        "needed",
        needed,
        "from",
        location(member));
  }

  private static String location(Class<?> member) {
    CodeSource source = member.getProtectionDomain().getCodeSource();
    return source == null ? UNKNOWN : String.valueOf(source.getLocation());
  }

  private static String version(Class<?> member) {
    CodeSource source = member.getProtectionDomain().getCodeSource();
    URL jar = source == null ? null : source.getLocation();
    if (jar == null) {
      return UNKNOWN;
    }
    try (InputStream in = jar.openStream();
        JarInputStream entries = new JarInputStream(in)) {
      Manifest manifest = entries.getManifest();
      String version =
          manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-Version");
      return version == null ? UNKNOWN : version;
    } catch (IOException unreadable) {
      return UNKNOWN;
    }
  }
}
