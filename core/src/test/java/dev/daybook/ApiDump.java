package dev.daybook;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public types of some packages as text: a line for each type and member that a caller can use,
 * in an order that does not depend on the compiler. What a record or an enum has because it is one
 * is not repeated.
 */
final class ApiDump {

  private static final String CLASS = ".class";

  private ApiDump() {}

  /** Returns the types of these packages that callers can see, by name. */
  static List<Class<?>> types(Collection<String> packages) throws Exception {
    Path classes = Path.of(
        Daybook.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.sorted().toList()) {
        String name = classes.relativize(file).toString().replace('/', '.');
        if (name.endsWith(CLASS) && !name.endsWith("-info" + CLASS)) {
          Class<?> type = Class.forName(name.substring(0, name.length() - CLASS.length()));
          if (packages.contains(type.getPackageName()) && isVisible(type)) {
            types.add(type);
          }
        }
      }
    }
    types.sort(Comparator.comparing(Class::getName));
    return types;
  }

  private static boolean isVisible(Class<?> type) {
    return isVisible(type.getModifiers())
        && !type.isSynthetic()
        && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  static String of(List<Class<?>> types) {
    return types.stream().map(ApiDump::of).collect(Collectors.joining("\n"));
  }

  private static String of(Class<?> type) {
    return isBuilderOfRecord(type) ? builder(type) : lines(type);
  }

  /** Returns true for a class with a method {@code build} that makes a record. */
  private static boolean isBuilderOfRecord(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(
            method -> method.getName().equals("build") && method.getReturnType().isRecord());
  }

  /** Returns a builder with its setters on one line. */
  private static String builder(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> isVisible(method))
        .map(method -> modifiers(method) + method.getName() + parameters(method))
        .sorted()
        .collect(Collectors.joining(", ", "builder " + type.getName() + ": ", "\n"));
  }

  private static String lines(Class<?> type) {
    return Stream.concat(Stream.of(heading(type)), members(type).sorted())
        .collect(Collectors.joining("\n  ", "", "\n"));
  }

  private static String heading(Class<?> type) {
    List<Type> parents = new ArrayList<>(Arrays.asList(type.getGenericInterfaces()));
    Type superclass = type.getGenericSuperclass();
    if (superclass != null && !type.isRecord() && !type.isEnum() && superclass != Object.class) {
      parents.add(0, superclass);
    }
    return kind(type)
        + " "
        + type.getName()
        + variables(type.getTypeParameters())
        + (type.isRecord() ? components(type) : "")
        + (parents.isEmpty() ? "" : " : " + joined(parents.stream().map(ApiDump::name)));
  }

  private static String kind(Class<?> type) {
    String kind = type.isRecord()
        ? "record"
        : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
    return type.isSealed() ? "sealed " + kind : kind + extensible(type);
  }

  private static String extensible(Class<?> type) {
    boolean isOpen = !Modifier.isFinal(type.getModifiers()) && !type.isInterface();
    return isOpen && !type.isEnum() ? " open" : "";
  }

  private static String components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(part -> name(part.getAnnotatedType(), part.getGenericType()) + " " + part.getName())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static Stream<String> members(Class<?> type) {
    Stream<String> fields = Arrays.stream(type.getDeclaredFields())
        .filter(ApiDump::isVisible)
        .map(field -> field(field));
    Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
        .filter(ApiDump::isVisible)
        .filter(constructor -> !isCanonical(type, constructor))
        .map(constructor -> "new" + parameters(constructor));
    Stream<String> methods = Arrays.stream(type.getDeclaredMethods())
        .filter(ApiDump::isVisible)
        .filter(method -> !isImplied(type, method))
        .map(method -> modifiers(method)
            + variables(method.getTypeParameters())
            + name(method.getAnnotatedReturnType(), method.getGenericReturnType())
            + " "
            + method.getName()
            + parameters(method));
    return Stream.of(fields, constructors, methods).flatMap(members -> members);
  }

  private static boolean isVisible(Member member) {
    return isVisible(member.getModifiers()) && !member.isSynthetic();
  }

  private static boolean isCanonical(Class<?> type, Constructor<?> constructor) {
    return type.isRecord()
        && Arrays.equals(
            constructor.getParameterTypes(),
            Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
  }

  private static boolean isImplied(Class<?> type, Method method) {
    return Set.of("toString", "equals", "hashCode").contains(method.getName())
        || type.isEnum() && Set.of("values", "valueOf").contains(method.getName())
        || type.isRecord()
            && method.getParameterCount() == 0
            && Arrays.stream(type.getRecordComponents())
                .anyMatch(part -> part.getName().equals(method.getName()));
  }

  private static String field(Field field) {
    return field.isEnumConstant()
        ? field.getName()
        : modifiers(field)
            + name(field.getAnnotatedType(), field.getGenericType())
            + " "
            + field.getName();
  }

  private static String modifiers(Member member) {
    return (Modifier.isProtected(member.getModifiers()) ? "protected " : "")
        + (Modifier.isStatic(member.getModifiers()) ? "static " : "")
        + (Modifier.isAbstract(member.getModifiers()) ? "abstract " : "");
  }

  private static String variables(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : "<" + joined(Arrays.stream(variables).map(TypeVariable::getName)) + "> ";
  }

  private static String parameters(Executable executable) {
    AnnotatedType[] annotated = executable.getAnnotatedParameterTypes();
    Type[] types = executable.getGenericParameterTypes();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      names.add(name(annotated[i], types[i]));
    }
    return "(" + String.join(", ", names) + ")";
  }

  private static String name(AnnotatedElement annotated, Type type) {
    return (annotated.isAnnotationPresent(Nullable.class) ? "@Nullable " : "") + name(type);
  }

  /** Returns a type's name without the packages that go without saying. */
  private static String name(Type type) {
    return type.getTypeName()
        .replaceAll("\\bjava\\.(lang|util|time|nio\\.file)\\.(?=[A-Z])", "")
        .replaceAll("\\bdev\\.daybook\\.([a-z.]*)(?=[A-Z])", "")
        .replace('$', '.');
  }

  private static String joined(Stream<String> names) {
    return names.collect(Collectors.joining(", "));
  }
}
