package dev.daybook.lab.mutants;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/** Compiles a mutant's one changed source file against the classes that the tests run with. */
final class MutantCompiler implements AutoCloseable {

  private final JavaCompiler compiler;
  private final StandardJavaFileManager files;

  MutantCompiler(JavaCompiler compiler) {
    this.compiler = compiler;
    this.files = compiler.getStandardFileManager(null, null, null);
  }

  /** Puts the classes into that folder, which is created. */
  void compile(Mutant mutant, Path folder) throws IOException {
    Files.createDirectories(folder);
    files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
    DiagnosticCollector<JavaFileObject> mistakes = new DiagnosticCollector<>();
    boolean compiled = compiler
        .getTask(
            null,
            files,
            mistakes,
            List.of("-proc:none", "-implicit:none", "-nowarn"),
            null,
            List.of(new Source(mutant)))
        .call();
    if (!compiled) {
      throw new AssertionError(mutant + " does not compile: " + mistakes.getDiagnostics());
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(Mutant mutant) throws IOException {
      super(
          URI.create("string:///" + mutant.className().replace('.', '/') + Kind.SOURCE.extension),
          Kind.SOURCE);
      this.text = mutant.source();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
