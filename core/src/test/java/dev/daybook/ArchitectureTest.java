package dev.daybook;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.daybook.internal.exchange.Formats;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of CONTRIBUTING.md for packages and libraries. */
class ArchitectureTest {

  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("dev.daybook");

  private static final List<String> HIDDEN_LIBRARIES =
      List.of("com.fasterxml.", "net.openhft.", "com.lmax.", "org.HdrHistogram.");

  private static final String INSIDE = "dev.daybook.internal.";

  /**
   * Each internal package is a part, and so are the types of each public package that use the
   * inside. All other public types are the words that every part may use.
   */
  @Test
  void partsDependInOneDirection() {
    Parts parts = new Parts();
    assertThat(parts.doors).contains("dev.daybook.Daybook").doesNotContain("dev.daybook.Session");
    slices().assignedFrom(parts).should().beFreeOfCycles().check(CLASSES);
  }

  private static final class Parts implements SliceAssignment {

    /** The public types that use the inside, themselves or by another one. */
    private final Set<String> doors = new HashSet<>();

    Parts() {
      int known;
      do {
        known = doors.size();
        CLASSES.stream()
            .filter(type -> !isInside(type) && usesTheInside(type))
            .forEach(type -> doors.add(outermost(type)));
      } while (doors.size() > known);
    }

    private boolean usesTheInside(JavaClass type) {
      return type.getDirectDependenciesFromSelf().stream()
          .map(Dependency::getTargetClass)
          .anyMatch(used -> isInside(used) || doors.contains(outermost(used)));
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      if (isInside(type)) {
        return SliceIdentifier.of(type.getPackageName());
      }
      return SliceIdentifier.of(
          doors.contains(outermost(type)) ? "doors of " + type.getPackageName() : "words");
    }

    @Override
    public String getDescription() {
      return "the parts of the library";
    }
  }

  private static String outermost(JavaClass type) {
    return type.getName().replaceAll("\\$.*", "");
  }

  private static boolean isInside(JavaClass type) {
    return type.getName().startsWith(INSIDE);
  }

  /** A program that only reads needs neither the ring nor its library. */
  @Test
  void readingNeedsNoEngine() {
    noClasses()
        .that()
        .resideInAPackage("dev.daybook..")
        .and()
        .resideOutsideOfPackages(
            "dev.daybook", "dev.daybook.internal.engine..", "dev.daybook.internal.follow..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.daybook.internal.engine..")
        .check(CLASSES);
  }

  /** A format is taken out with its package and its line of the list. */
  @Test
  void theListOfFormatsAloneKnowsThem() {
    Set<String> packages = Formats.ALL.stream()
        .map(format -> format.getClass().getPackageName())
        .collect(Collectors.toSet());
    assertThat(packages)
        .hasSizeGreaterThan(5)
        .allMatch(name -> name.startsWith(INSIDE + "exchange."));
    for (String own : packages) {
      classes()
          .that()
          .resideInAPackage(own)
          .should()
          .onlyHaveDependentClassesThat(describe(
              "are of the same package or the list",
              (JavaClass type) -> type.getPackageName().equals(own)
                  || type.getName().equals(Formats.class.getName())))
          .check(CLASSES);
    }
  }

  @Test
  void noPublicSignatureShowsTheInside() {
    assertThat(CLASSES.stream()
            .filter(type -> isPublic(type) && !isInside(type) && !isOfTheCommand(type))
            .flatMap(type -> Stream.concat(supertypes(type), memberTypes(type)))
            .filter(use -> use.contains(" " + INSIDE)))
        .isEmpty();
  }

  private static boolean isOfTheCommand(JavaClass type) {
    return type.getPackageName().matches("dev\\.daybook\\.(cli|examples)");
  }

  /**
   * The inside that the command uses: it takes lines as the file has them, prints records, and says
   * more about a failure.
   */
  private static final Set<String> OF_THE_COMMAND = Set.of(
      INSIDE + "json.EventTypes",
      INSIDE + "json.InputDecoder",
      INSIDE + "json.JsonText",
      INSIDE + "json.Restated",
      INSIDE + "transcript.Messages");

  @Test
  void theCommandUsesWhatAnyProgramMayUse() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.daybook.cli..", "dev.daybook.examples..")
        .should()
        .dependOnClassesThat(describe(
            "are of the library's inside",
            (JavaClass type) -> isInside(type) && !OF_THE_COMMAND.contains(type.getName())))
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "com.fasterxml..,internal.json",
    "net.openhft..,internal.json",
    "com.lmax..,internal.engine",
    "org.HdrHistogram..,examples"
  })
  void aLibraryIsSeenByOnePackageAlone(String library, String owner) {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.daybook." + owner + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .check(CLASSES);
  }

  /** The short way of JSON has a fence: it knows bytes alone, and two classes take it. */
  @Test
  void theShortWayOfJsonIsTakenOutWithThreeClasses() {
    classes()
        .that()
        .resideInAPackage("..json.fast")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("..json.fast", "java..", "org.jspecify..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("..json.fast")
        .and()
        .haveNameNotMatching(".*\\.(PlainLine|LineGenerator|JsonValue)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(".*\\.fast\\.(Plain|NotPlain|JsonStrings).*")
        .check(CLASSES);
  }

  @Test
  void noPublicSignatureShowsALibrary() {
    assertThat(CLASSES.stream()
            .filter(ArchitectureTest::isPublic)
            .flatMap(type -> Stream.concat(supertypes(type), memberTypes(type)))
            .filter(ArchitectureTest::isHidden))
        .isEmpty();
    assertThat(CLASSES.stream()
            .filter(ArchitectureTest::isPublic)
            .flatMap(ArchitectureTest::memberTypes))
        .as("this test sees signatures")
        .anyMatch(use -> use.endsWith(" java.nio.ByteBuffer"));
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
  }

  private static Stream<String> supertypes(JavaClass type) {
    return Stream.concat(type.getRawSuperclass().stream(), type.getAllRawInterfaces().stream())
        .map(supertype -> type.getName() + " is a " + supertype.getName());
  }

  /** Every type in the signature of a member that others can use. */
  private static Stream<String> memberTypes(JavaClass type) {
    Stream<JavaMember> members =
        Stream.concat(type.getFields().stream(), type.getCodeUnits().stream());
    return members
        .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
            || member.getModifiers().contains(JavaModifier.PROTECTED))
        .flatMap(member -> member.getAllInvolvedRawTypes().stream()
            .map(used -> member.getFullName() + " shows " + used.getName()));
  }

  private static boolean isHidden(String use) {
    String used = use.substring(use.lastIndexOf(' ') + 1);
    return HIDDEN_LIBRARIES.stream().anyMatch(used::startsWith);
  }

  @Test
  void onlyTheCommandPrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.daybook.cli..")
        // it runs when the log may be closed already
        .and()
        .doNotBelongToAnyOf(ShutdownHook.class)
        .should(ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatMayBeNull() {
    JavaPackage root = CLASSES.getPackage("dev.daybook");
    List<JavaPackage> packages = Stream.concat(
            Stream.of(root), root.getSubpackagesInTree().stream())
        .filter(javaPackage -> !javaPackage.getClasses().isEmpty())
        .toList();
    assertThat(packages).hasSizeGreaterThan(5);
    assertThat(packages)
        .allMatch(javaPackage -> javaPackage.isAnnotatedWith(NullMarked.class), "is @NullMarked");
  }

  @Test
  void aClassIsNamedForWhatItIs() {
    classes()
        .should(be(describe(
            "named for what they are",
            (JavaClass type) -> !type.getSimpleName().matches(".*(Impl|Manager|Helper)|.*Util.*"))))
        .check(CLASSES);
  }
}
