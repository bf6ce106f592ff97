package com.example.orders;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisConfigException;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.TextReport;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

@SpringBootApplication
public class OrdersService {
  public static void main(String[] arguments) {
    try {
      ConfigOutcome outcome = RedisConfig.resolve(System.getenv());
      RedisSettings settings = outcome.settingsOrThrow();
      System.err.print(TextReport.render(outcome.diagnostics())); // warnings and corrections
      new SpringApplicationBuilder(OrdersService.class)
          .initializers(context -> context.getBeanFactory().registerSingleton("settings", settings))
          .run(arguments);
    } catch (RedisConfigException e) {
      System.err.println(e.getMessage()); // every problem with its remedy
      System.exit(78);
    }
  }
}
