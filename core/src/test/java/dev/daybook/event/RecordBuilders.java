package dev.daybook.event;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The generator of builders. Each record that has a method {@code builder()} gets a class of
 * setters, documented with the words of the record's {@code @param} tags. A component is required
 * unless it is nullable, or a list, which is then empty.
 *
 * <p>It needs nothing but a JDK, since nothing else compiles while a builder is missing:
 * {@value #RUN}.
 */
final class RecordBuilders extends TreePathScanner<Void, Void> {

  private static final Map<String, String> BOXES =
      Map.of("boolean", "Boolean", "double", "Double", "int", "Integer", "long", "Long");

  static final String RUN = "java core/src/test/java/dev/daybook/event/RecordBuilders.java"
      + " core/src/main/java/dev/daybook/event";

  private static final int COLUMNS = 100;

  private final DocTrees docs;
  private final CompilationUnitTree file;
  private final Map<String, String> builders;

  private RecordBuilders(DocTrees docs, CompilationUnitTree file, Map<String, String> builders) {
    this.docs = docs;
    this.file = file;
    this.builders = builders;
  }

  /** Writes the builders of the records in that folder beside them. */
  public static void main(String[] folder) throws IOException {
    Path records = Path.of(folder[0]);
    for (Map.Entry<String, String> builder : of(records).entrySet()) {
      Files.writeString(records.resolve(builder.getKey()), builder.getValue());
    }
  }

  /** Returns the builders of the records in a folder of sources: file names with their texts. */
  static Map<String, String> of(Path folder) throws IOException {
    Map<String, String> builders = new TreeMap<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> list = Files.list(folder);
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> sources =
          list.filter(file -> file.toString().endsWith(".java")).toList();
      JavacTask task = (JavacTask) compiler.getTask(
          null,
          files,
          null,
          List.of("-proc:none"),
          null,
          files.getJavaFileObjectsFromPaths(sources));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree file : task.parse()) {
        new RecordBuilders(docs, file, builders).scan(file, null);
      }
    }
    return builders;
  }

  @Override
  public Void visitClass(ClassTree type, Void none) {
    if (type.getKind() == Tree.Kind.RECORD && hasBuilder(type)) {
      String outer = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree enclosing
          ? enclosing.getSimpleName().toString()
          : "";
      String record = (outer.isEmpty() ? "" : outer + ".") + type.getSimpleName();
      String builder = outer + type.getSimpleName() + "Builder";
      builders.put(builder + ".java", source(record, builder, components(type)));
    }
    return super.visitClass(type, none);
  }

  private static boolean hasBuilder(ClassTree type) {
    return type.getMembers().stream()
        .anyMatch(member -> member instanceof MethodTree method
            && method.getName().contentEquals("builder")
            && method.getParameters().isEmpty());
  }

  private List<Component> components(ClassTree type) {
    Map<String, String> words = new HashMap<>();
    for (DocTree tag : docs.getDocCommentTree(getCurrentPath()).getBlockTags()) {
      if (tag instanceof ParamTree param) {
        words.put(param.getName().toString(), words(param));
      }
    }
    List<Component> components = new ArrayList<>();
    for (Tree member : type.getMembers()) {
      // a record has no other fields that are not static
      if (member instanceof VariableTree field
          && !field.getModifiers().getFlags().contains(Modifier.STATIC)) {
        String name = field.getName().toString();
        components.add(new Component(
            name,
            field.getType().toString(),
            field.getModifiers().getAnnotations().toString().contains("Nullable"),
            words.get(name)));
      }
    }
    return components;
  }

  private static String words(ParamTree param) {
    return param.getDescription().stream()
        .map(DocTree::toString)
        .collect(Collectors.joining())
        .replaceAll("\\s+", " ");
  }

  private String source(String record, String builder, List<Component> components) {
    String required = components.stream()
        .filter(Component::isRequired)
        .map(component -> "{@code " + component.name + "}")
        .collect(Collectors.joining(", "));
    if (required.isEmpty()) {
      required = "nothing";
    }
    return """
        // generated from the record by RecordBuilders
        package %1$s;

        %2$s
        %4$s
        public final class %5$s {

        %6$s
          %5$s() {}

          /** Returns a builder that has everything of that record. */
          public static %5$s of(%3$s record) {
            %5$s builder = new %5$s();
        %7$s    return builder;
          }
        %8$s
          /**
           * Builds the record.
           *
           * @throws DaybookException {@code MISSING_FIELD} if a required component is not set; as the
           *     constructor throws
           */
          public %3$s build() {
            return new %3$s(
                %9$s);
          }
        }
        """.formatted(
            file.getPackageName(),
            String.join("", imports(components)),
            record,
            doc("", "The builder of {@link " + record + "} records. Required: " + required + "."),
            builder,
            joined(components, "", Component::field),
            joined(components, "", Component::copy),
            joined(components, "", component -> component.setter(builder)),
            joined(components, ",\n        ", component -> component.argument(record)));
  }

  private Set<String> imports(List<Component> components) {
    String types = joined(components, " ", component -> component.type + " ");
    Set<String> imports = new TreeSet<>(Set.of(
        "import dev.daybook.DaybookException;\n", "import org.jspecify.annotations.Nullable;\n"));
    for (ImportTree line : file.getImports()) {
      String name =
          ((MemberSelectTree) line.getQualifiedIdentifier()).getIdentifier().toString();
      if (types.matches(".*\\b" + name + "\\b.*")) {
        imports.add(line.toString().strip() + "\n");
      }
    }
    for (Tree nested : ((ClassTree) file.getTypeDecls().get(0)).getMembers()) {
      if (nested instanceof ClassTree type
          && types.matches(".*\\b" + type.getSimpleName() + "\\b.*")) {
        String outer = ((ClassTree) file.getTypeDecls().get(0)).getSimpleName().toString();
        imports.add(
            "import " + file.getPackageName() + "." + outer + "." + type.getSimpleName() + ";\n");
      }
    }
    return imports;
  }

  private static String joined(
      List<Component> components, String between, Function<Component, String> text) {
    return components.stream().map(text).collect(Collectors.joining(between));
  }

  private static String doc(String indent, String text) {
    String line = indent + "/** " + text + " */";
    if (line.length() <= COLUMNS) {
      return line;
    }
    StringBuilder doc = new StringBuilder(indent).append("/**\n").append(indent).append(" *");
    int width = indent.length() + 2;
    for (String word : text.split(" ")) {
      if (width + 1 + word.length() > COLUMNS) {
        doc.append("\n").append(indent).append(" *");
        width = indent.length() + 2;
      }
      doc.append(' ').append(word);
      width += 1 + word.length();
    }
    return doc.append("\n").append(indent).append(" */").toString();
  }

  private record Component(String name, String type, boolean isNullable, String words) {

    boolean isList() {
      return type.startsWith("List<");
    }

    boolean isRequired() {
      return !isNullable && !isList();
    }

    String field() {
      return isList()
          ? "  private %s %s = List.of();\n".formatted(type, name)
          : "  private @Nullable %s %s;\n".formatted(BOXES.getOrDefault(type, type), name);
    }

    String copy() {
      return "    builder.%1$s = record.%1$s();\n".formatted(name);
    }

    String setter(String builder) {
      return """

          %5$s
          ..  public %1$s %2$s(%3$s%4$s %2$s) {
          ..    this.%2$s = %2$s;
          ..    return this;
          ..  }
          """.replace("..", "").formatted(
          builder, name, isNullable ? "@Nullable " : "", type, doc("  ", "Sets " + words + "."));
    }

    String argument(String record) {
      return isRequired()
          ? "Check.present(%s, %s.class, \"%s\")".formatted(name, record, wireName())
          : name;
    }

    private String wireName() {
      return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
  }
}
