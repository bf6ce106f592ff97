package ai.hokusai.api.document;

import ai.hokusai.api.document.TaskDefinition.Container;
import ai.hokusai.api.document.TaskDefinition.Entry;
import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of ECS whose violation keeps every task of a definition from being registered or
 * started, so that its log stays empty. They hold for each container.
 */
final class TaskRules {
  private static final BigDecimal LONGEST_STOP = new BigDecimal(120);

  private final List<Finding> findings = new ArrayList<>();
  private final Names names;
  private final boolean isFargate;

  private TaskRules(TaskDefinition task, Names names) {
    this.names = names;
    this.isFargate = task.isWhole()
        && task.node()
            .each("requiresCompatibilities")
            .anyMatch(each -> each.text().equals("FARGATE"));
  }

  static List<Finding> findings(TaskDefinition task, Names names) {
    var rules = new TaskRules(task, names);
    task.containers().forEach(rules::container);
    rules.executionRole(task);
    return rules.findings;
  }

  private void container(Container container) {
    Map<String, Entry> seen = new HashMap<>();
    for (Entry entry : container.entries()) {
      Entry first = seen.putIfAbsent(entry.name(), entry);
      if (entry.text() == null) {
        add(DocumentCode.VALUE_FROM_IN_ENVIRONMENT, entry);
      }
      if (first != null) {
        // ECS refuses equal names where one is a secret.
        Severity severity =
            first.isSecret() || entry.isSecret() ? Severity.ERROR : Severity.WARNING;
        findings.add(
            DocumentCode.VARIABLE_TWICE.finding(severity, "").at(entry.node().place()));
      }
      if (entry.isSecret() && entry.text() != null) {
        reference(entry, entry.text());
      }
    }
    log(container.node());
    stopTimeout(container.node());
  }

  private void reference(Entry entry, String text) {
    if (Reference.isPlaceholder(text)) {
      add(DocumentCode.SECRET_REFERENCE_PLACEHOLDER, entry);
    } else if (Reference.parse(text).isEmpty()) {
      add(DocumentCode.SECRET_REFERENCE_MALFORMED, entry);
    }
  }

  private void log(Node container) {
    Node log = container.get("logConfiguration");
    if (isFargate && log != null && log.literal("logDriver").equals("awslogs")) {
      Node options = log.get("options");
      if (options == null || options.get("awslogs-stream-prefix") == null) {
        add(DocumentCode.LOG_STREAM_PREFIX_MISSING, options == null ? log : options);
      }
    }
  }

  private void stopTimeout(Node container) {
    Node timeout = container.get("stopTimeout");
    if (isFargate && timeout != null && timeout.is(Node.Kind.NUMBER)) {
      // A number such as 1e999999999 is not expanded by a comparison.
      if (new BigDecimal(timeout.text()).compareTo(LONGEST_STOP) > 0) {
        add(DocumentCode.STOP_TIMEOUT_TOO_LONG, timeout);
      }
    }
  }

  private void executionRole(TaskDefinition task) {
    if (task.isWhole() && task.node().get("executionRoleArn") == null) {
      task.containers().stream()
          .flatMap(each -> each.node().each("secrets").limit(1))
          .findFirst()
          .ifPresent(secret -> add(DocumentCode.EXECUTION_ROLE_MISSING, secret));
    }
  }

  private void add(DocumentCode code, Entry entry) {
    add(code, code.severity(), entry);
  }

  private void add(DocumentCode code, Severity severity, Entry entry) {
    Finding finding =
        code.finding(severity, names.shown(entry.name())).at(entry.node().place());
    findings.add(finding);
  }

  private void add(DocumentCode code, Node node) {
    findings.add(code.finding().at(node.place()));
  }
}
