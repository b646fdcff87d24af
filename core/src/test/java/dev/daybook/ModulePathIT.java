package dev.daybook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.lmax.disruptor.RingBuffer;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small application, compiled and run on the module path and on the class path, without flags.
 */
class ModulePathIT {

  private static final String APPLICATION = """
      package app;

      import dev.daybook.Daybook;
      import dev.daybook.Session;
      import dev.daybook.event.Entry;
      import dev.daybook.event.UserMessage;
      import java.nio.file.Path;

      public final class Main {
        public static void main(String[] args) {
          try (Daybook daybook = Daybook.builder(Path.of(args[0])).register(Weather.class).open();
              Session session = daybook.openSession("s-1")) {
            session.record(new UserMessage("hello"));
            session.recordSync(new Weather("Oslo", 7));
            for (Entry entry : daybook.history("s-1").entries()) {
              Object event = entry.event();
              System.out.println(entry.type() + " "
                  + (event instanceof UserMessage said ? said.text() : event));
            }
          }
          System.out.println(Main.class.getModule().isNamed() + " " + buffers()
              + " " + System.getProperty("of.working.folder"));
        }

        private static boolean buffers() {
          return ModuleLayer.boot().findModule("chronicle.bytes").isPresent();
        }
      }
      """;

  private static final String EVENT = """
      package app;

      import dev.daybook.event.SessionEvent;

      record Weather(String city, int degrees) implements SessionEvent {}
      """;

  @TempDir
  Path temporary;

  private Path library;

  @BeforeEach
  void findLibrary() {
    String jar = System.getProperty("daybook.library");
    assumeTrue(jar != null, "no build has made the library");
    library = Path.of(jar + ".jar");
  }

  @Test
  void anApplicationRunsOnTheModulePath() throws Exception {
    Path classes = compiled("module app { requires dev.daybook; opens app to dev.daybook; }");
    assertThat(run("--module-path", path(classes, required()), "--module", "app/app.Main"))
        .isEqualTo(PRINTED + "true false null\n");
  }

  /**
   * The buffers outside of the heap come with Chronicle Bytes, if the application asks for it.
   * Chronicle gets its settings from the library, or from the file that the application names.
   */
  @Test
  void anApplicationMayAddChronicleBytes() throws Exception {
    Path classes = compiled("module app { requires dev.daybook; opens app to dev.daybook; }");
    assertThat(withChronicle(classes)).endsWith(PRINTED + "true true null\n");
    Path own = settings(temporary.resolve("own.properties"));
    assertThat(withChronicle(classes, "-Dsystem.properties=" + own)).endsWith("true true found\n");
  }

  private String withChronicle(Path classes, String... options) throws Exception {
    try (JarFile jar = new JarFile(library.toFile())) {
      // a stranger's file of the same name
      String name = jar.stream()
          .map(JarEntry::getName)
          .filter(each -> each.endsWith("chronicle.properties"))
          .findFirst()
          .orElseThrow();
      settings(temporary.resolve(name));
    }
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of(
        "-Ddaybook.buffer=chronicle",
        "--module-path",
        path(classes, required(), optional()),
        "--add-modules",
        "chronicle.bytes,org.slf4j,jdk.unsupported",
        "--module",
        "app/app.Main"));
    return run(arguments.toArray(String[]::new));
  }

  private static Path settings(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "of.working.folder=found");
  }

  @Test
  void anApplicationRunsOnTheClassPath() throws Exception {
    Path classes = compiled(null);
    assertThat(run("--class-path", path(classes, required()), "app.Main"))
        .isEqualTo(PRINTED + "false false null\n");
  }

  @Test
  void aModuleThatKeepsItsEventsToItselfIsAdvised() throws Exception {
    Path classes = compiled("module app { requires dev.daybook; }");
    assertThat(run("--module-path", path(classes, required()), "--module", "app/app.Main"))
        .contains("add \"opens app to dev.daybook;\" to its module-info: module=app,"
            + " class=app.Weather");
  }

  /** The packages that may change at any time are out of an application's reach. */
  @Test
  void theInsideIsClosed() throws Exception {
    Path source = temporary.resolve("Inside.java");
    Files.writeString(
        source, "package app; class Inside { dev.daybook.internal.engine.Journal journal; }");
    assertThat(javac("module app { requires dev.daybook; }", source))
        .contains("package dev.daybook.internal.engine is not visible");
  }

  private static final String PRINTED = """
      user_message hello
      weather Weather[city=Oslo, degrees=7]
      """;

  /** Compiles the application; returns the folder of its classes. */
  private Path compiled(@Nullable String module) throws IOException {
    Path main = Files.writeString(temporary.resolve("Main.java"), APPLICATION);
    Path event = Files.writeString(temporary.resolve("Weather.java"), EVENT);
    assertThat(javac(module, main, event)).isEmpty();
    return temporary.resolve("classes");
  }

  /** Compiles sources, as part of a module if one is given; returns what the compiler prints. */
  private String javac(@Nullable String module, Path... sources) throws IOException {
    List<String> arguments = new ArrayList<>(
        List.of("-d", temporary.resolve("classes").toString(), "-proc:none", "--release", "17"));
    arguments.addAll(List.of(module == null ? "--class-path" : "--module-path", path(required())));
    if (module != null) {
      Path descriptor = Files.writeString(temporary.resolve("module-info.java"), module);
      arguments.add(descriptor.toString());
    }
    Stream.of(sources).map(Path::toString).forEach(arguments::add);
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed);
    ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
    return printed.toString();
  }

  /** Runs the application in a JVM of its own; returns what it prints. */
  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    command.add(Files.createTempDirectory(temporary, "root").toString());
    Path output = temporary.resolve("printed");
    Process child = new ProcessBuilder(command)
        .directory(temporary.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return Files.readString(output);
  }

  /** The library, and the jars that it needs. */
  private List<Path> required() {
    return List.of(
        library, jarOf(RingBuffer.class), jarOf(JsonFactory.class), jarOf(Nullable.class));
  }

  private static List<Path> optional() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(jar -> jar.getFileName().toString().matches("(chronicle|slf4j-api).*\\.jar"))
        .toList();
  }

  private static Path jarOf(Class<?> type) {
    return Path.of(
        URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static String path(Path classes, List<Path> required, List<Path> optional) {
    return classes + File.pathSeparator + path(required) + File.pathSeparator + path(optional);
  }

  private static String path(Path classes, List<Path> required) {
    return classes + File.pathSeparator + path(required);
  }

  private static String path(List<Path> jars) {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
