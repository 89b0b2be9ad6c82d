package io.diglot.compat;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the shared {@link Brokers}, which end with the test run, and shows what the broker
 * said when it fails.
 */
final class WithBrokers implements ParameterResolver, AfterTestExecutionCallback {
  private static final int SHOWN = 20_000;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Brokers.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return brokers(context);
  }

  private static Brokers brokers(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(WithBrokers.class))
        .computeIfAbsent(Brokers.class, type -> new Brokers(), Brokers.class);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      String output = brokers(context).output();
      System.err.println(
          "the broker said: " + output.substring(Math.max(0, output.length() - SHOWN)));
    }
  }
}
