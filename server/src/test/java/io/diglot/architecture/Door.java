package io.diglot.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Set;

/**
 * Something that would make the broker untestable if it were reached from everywhere, and the few
 * classes that may reach it.
 *
 * @param what what is behind the door, for the failure message
 * @param calls {@code owner.method} with the owner's full name; {@code owner.<init>} for any
 *     constructor, {@code owner.<init>()} for the one without arguments, {@code owner.*} for all
 * @param classes full names of the classes that may call them, their nested classes included;
 *     {@code package.*} for all of a package
 */
record Door(String what, Set<String> calls, Set<String> classes) {

  /** Nobody but the door makes these calls. */
  ArchRule rule() {
    return ArchRuleDefinition.classes()
        .should(notCall())
        .as("only " + classes + " may reach " + what)
        .allowEmptyShould(true);
  }

  private ArchCondition<JavaClass> notCall() {
    return new ArchCondition<>("not reach " + what) {
      @Override
      public void check(JavaClass origin, ConditionEvents events) {
        if (classes.contains(outermost(origin))
            || classes.contains(origin.getPackageName() + ".*")) {
          return;
        }
        for (JavaAccess<?> access : origin.getAccessesFromSelf()) {
          if (isBehind(access)) {
            events.add(SimpleConditionEvent.violated(access, access.getDescription()));
          }
        }
      }
    };
  }

  private boolean isBehind(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getFullName();
    String call = owner + "." + access.getName();
    return calls.contains(owner + ".*")
        || calls.contains(call)
        || (access.getTarget().getFullName().endsWith("()") && calls.contains(call + "()"));
  }

  private static String outermost(JavaClass type) {
    String name = type.getFullName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
