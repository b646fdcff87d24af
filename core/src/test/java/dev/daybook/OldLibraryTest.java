package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A library that is too old, or not there, is found when a daybook is opened, and not later. */
@Timeout(120)
class OldLibraryTest {

  private static final String PACKAGE_VERSION = "com.fasterxml.jackson.core.json.PackageVersion";
  private static final String RING_BUFFER = "com.lmax.disruptor.RingBuffer";

  @TempDir
  Path folder;

  private Path jar;

  /** Opens a daybook and a session, and prints what comes of it. */
  static final class Opening {
    public static void main(String[] args) {
      try (Daybook daybook = Daybook.open(Path.of(args[0]))) {
        daybook.openSession("s");
        System.out.print("opened");
      } catch (DaybookException refused) {
        System.out.print(refused.kind() + " " + refused.getMessage());
      }
    }
  }

  @BeforeEach
  void nameJar() {
    jar = folder.resolve("old-1.0.jar");
  }

  @Test
  void jacksonIsNamedWithTheVersionThatIsFoundAndTheOneThatIsNeeded() throws Exception {
    pack(PACKAGE_VERSION, """
        package com.fasterxml.jackson.core.json;
        import com.fasterxml.jackson.core.*;
        public final class PackageVersion implements Versioned {
          public static final Version VERSION = new Version(2, 17, 2, null, "g", "a");
          public Version version() { return VERSION; }
        }
        """, "2.17.2");
    assertThat(new ChildJvm().classes(jar).run(Opening.class, root()))
        .isEqualTo("INCOMPATIBLE_LIBRARY a library on the class path is too old; have your build"
            + " give it the version that is needed or a newer one:"
            + " library=com.fasterxml.jackson.core:jackson-core, found=2.17.2, needed=2.18, from="
            + jar.toUri().toURL());
  }

  @Test
  void theDisruptorIsNamedToo() throws Exception {
    pack(RING_BUFFER, "package com.lmax.disruptor; public final class RingBuffer {}", "3.4.4");
    assertThat(new ChildJvm().classes(jar).run(Opening.class, root()))
        .endsWith(" library=com.lmax:disruptor, found=3.4.4, needed=4.0, from="
            + jar.toUri().toURL());
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    assertThat(new ChildJvm().without("jackson-core").run(Opening.class, root()))
        .isEqualTo("INCOMPATIBLE_LIBRARY a library is missing; add it to the class path:"
            + " library=com.fasterxml.jackson.core:jackson-core, needed=2.18");
    assertThat(new ChildJvm().without("disruptor").run(Opening.class, root()))
        .isEqualTo("INCOMPATIBLE_LIBRARY a library is missing; add it to the class path:"
            + " library=com.lmax:disruptor, needed=4.0");
    // without it, no component of an event would be seen to allow null
    assertThat(new ChildJvm().without("jspecify").run(Opening.class, root()))
        .isEqualTo("INCOMPATIBLE_LIBRARY a library is missing; add it to the class path:"
            + " library=org.jspecify:jspecify, needed=1.0");
  }

  @Test
  void theVersionsOfTheBuildWillDo() throws Exception {
    assertThat(new ChildJvm().run(Opening.class, root())).isEqualTo("opened");
  }

  private String root() {
    return folder.resolve("root").toString();
  }

  /** A jar of that version with that class alone. */
  private void pack(String className, String source, String version) throws IOException {
    String path = className.replace('.', '/');
    Path file = folder.resolve("src/" + path + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments = List.of(
        "-proc:none",
        "-cp",
        System.getProperty("java.class.path"),
        "-d",
        classes.toString(),
        file.toString());
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-Version", version);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry(path + ".class"));
      out.write(Files.readAllBytes(classes.resolve(path + ".class")));
    }
  }
}
