package io.diglot.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules on modules, names, state and purity. */
final class Rules {

  /** Root package of a module, and the packages of other modules that it may know. */
  static final Map<String, List<String>> ARROWS =
      Map.of(
          "io.diglot.store", List.of(),
          "io.diglot.core", List.of("io.diglot.store.."),
          "io.diglot.remoting", List.of(),
          // Of the store, a protocol knows the frames that the core's ports speak of, and no more.
          "io.diglot.nativeprotocol",
              List.of("io.diglot.core..", "io.diglot.remoting..", "io.diglot.store"),
          "io.diglot.kafka", List.of("io.diglot.core..", "io.diglot.store"),
          "io.diglot.nameserver", List.of("io.diglot.remoting.."));

  private static final Set<String> MUTABLE =
      Set.of(
          "java.lang.ThreadLocal",
          "java.util.ArrayList",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.concurrent.ConcurrentMap",
          "java.util.concurrent.BlockingQueue",
          "java.util.concurrent.atomic.AtomicBoolean",
          "java.util.concurrent.atomic.AtomicInteger",
          "java.util.concurrent.atomic.AtomicLong",
          "java.util.concurrent.atomic.AtomicReference",
          "java.util.concurrent.atomic.LongAdder",
          "java.util.concurrent.locks.Lock",
          "com.github.benmanes.caffeine.cache.Cache",
          "io.netty.util.concurrent.FastThreadLocal");

  private static final Pattern MACHINE = Pattern.compile("(io\\.diglot\\..+)\\.machine(\\..+)?");

  /** What saves and loads a state; it does no input or output of its own. */
  private static final Set<String> SNAPSHOT =
      Set.of("java.io.DataInput", "java.io.DataOutput", "java.io.IOException");

  /** Values of the library that hide nothing. */
  private static final Set<String> VALUES =
      Set.of("java.time.Duration", "java.nio.charset.Charset", "java.nio.charset.StandardCharsets");

  /** Collections through which network threads read a state while the control thread applies. */
  private static final Set<String> READ_WHILE_APPLIED =
      Set.of(
          "java.util.concurrent.ConcurrentMap",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentSkipListMap",
          "java.util.concurrent.CopyOnWriteArrayList");

  private static final Set<String> PURE_PACKAGES =
      Set.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.runtime",
          "java.util",
          "java.util.function",
          "java.util.stream",
          "org.jspecify.annotations",
          "io.diglot.core.model");

  private Rules() {}

  /** DESIGN's arrows: a module knows itself, what it stands on, and libraries. */
  static ArchRule knowsOnly(String module, List<String> known) {
    String[] foreign = {"io.diglot.."};
    DescribedPredicate<JavaClass> strangers =
        resideInAnyPackage(foreign)
            .and(resideOutsideOfPackages(module + ".."))
            .and(resideOutsideOfPackages(known.toArray(String[]::new)));
    return noClasses()
        .that(resideInAPackage(module + ".."))
        .should()
        .dependOnClassesThat(strangers)
        .as(module + " knows no other module but " + known)
        .allowEmptyShould(true);
  }

  /** A library that some modules alone may know. */
  static ArchRule libraryOnlyIn(String library, String... modules) {
    return noClasses()
        .that(resideOutsideOfPackages(modules))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .as(library + " only in " + List.of(modules))
        .allowEmptyShould(true);
  }

  static ArchRule noPackageCycles() {
    return slices()
        .matching("io.diglot.(**)")
        .should()
        .beFreeOfCycles()
        .as("packages know each other in one direction")
        .allowEmptyShould(true);
  }

  /** Names that say nothing about what a class does. */
  static ArchRule noVagueNames() {
    return noClasses()
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .as("no class is a Manager, Util, Helper or Impl")
        .allowEmptyShould(true);
  }

  static ArchRule noMutableStatics() {
    return fields()
        .that(describe("are static", field -> isStatic(field) && !field.getName().contains("$")))
        .should(beConstant())
        .as("no static can change")
        .allowEmptyShould(true);
  }

  private static boolean isStatic(JavaField field) {
    return field.getModifiers().contains(JavaModifier.STATIC);
  }

  private static ArchCondition<JavaField> beConstant() {
    return new ArchCondition<>("be constant") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        Set<JavaModifier> modifiers = field.getModifiers();
        boolean isPrivate = modifiers.contains(JavaModifier.PRIVATE);
        if (!modifiers.contains(JavaModifier.FINAL)
            || (field.getRawType().isArray() && !isPrivate)
            || MUTABLE.stream().anyMatch(field.getRawType()::isAssignableTo)) {
          events.add(SimpleConditionEvent.violated(field, field.getDescription() + " can change"));
        }
      }
    };
  }

  /** Null-marked packages are what NullAway checks. */
  static ArchRule everyPackageIsNullMarked() {
    return classes()
        .should(
            new ArchCondition<>("be in a null-marked package") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                  events.add(
                      SimpleConditionEvent.violated(
                          type, type.getPackageName() + " has no @NullMarked package-info"));
                }
              }
            })
        .allowEmptyShould(true);
  }

  /**
   * State machines (packages named {@code machine}) know {@code java.lang}, {@code java.util}, the
   * model, and the values of the package that they decide for.
   */
  static ArchRule machinesArePure() {
    return classes()
        .that(describe("are state machines", Rules::isMachine))
        .should(
            new ArchCondition<>("know no clock, thread, logger, future or file") {
              @Override
              public void check(JavaClass machine, ConditionEvents events) {
                for (Dependency dependency : machine.getDirectDependenciesFromSelf()) {
                  if (!mayKnow(machine, dependency.getTargetClass().getBaseComponentType())) {
                    events.add(
                        SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                  }
                }
              }
            })
        .allowEmptyShould(true);
  }

  private static boolean isMachine(JavaClass type) {
    return MACHINE.matcher(type.getPackageName()).matches();
  }

  private static boolean mayKnow(JavaClass machine, JavaClass target) {
    var parent = MACHINE.matcher(machine.getPackageName());
    String home = parent.matches() ? parent.group(1) : machine.getPackageName();
    String name = target.getFullName();
    return target.isPrimitive()
        || (PURE_PACKAGES.contains(target.getPackageName()) && !name.equals("java.lang.Thread"))
        || SNAPSHOT.contains(name)
        || VALUES.contains(name)
        || READ_WHILE_APPLIED.contains(name)
        || name.equals("io.diglot.core.runtime.EventState")
        || target.getPackageName().equals(home)
        || target.getPackageName().startsWith(home + ".machine");
  }
}
