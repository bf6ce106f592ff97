package ai.hokusai.api.document;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import ai.hokusai.api.document.TaskDefinition.Container;
import ai.hokusai.api.document.TaskDefinition.Entry;
import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.config.setting.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of the variables of a container, as far as they are known, with the findings on the
 * references. Used by one thread.
 */
final class ContainerValues {
  // The limit of get-parameters; that of batch-get-secret-value is 20.
  private static final int MOST_IDS = 10;

  private final Values values;
  private final Names names;
  private final Severity ofUnknown;
  private final String region;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> known = new LinkedHashMap<>();
  private final Set<String> unknown = new LinkedHashSet<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final List<Missing> missing = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * The parameter that a value came from.
   *
   * @param type the type of the parameter
   */
  record Parameter(Reference reference, String type) {}

  private record Missing(Entry entry, @Nullable Reference reference) {

    String service() {
      return reference == null || reference.service() == Reference.Service.UNKNOWN
          ? ""
          : reference.service() + " " + reference.region();
    }
  }

  /**
   * Looks up the values of a container.
   *
   * @param requiresValues whether an unknown value is an error
   */
  ContainerValues(Container container, Values values, Names names, boolean requiresValues) {
    this.values = values;
    this.names = names;
    this.ofUnknown = requiresValues ? Severity.ERROR : Severity.WARNING;
    this.region = container.region();
    container.entries().forEach(this::add);
    missing.forEach(this::report);
  }

  private void add(Entry entry) {
    boolean isRepeated = entries.put(entry.name(), entry) != null;
    known.remove(entry.name());
    unknown.remove(entry.name());
    String text = entry.text();
    Optional<String> value = Optional.empty();
    if (text != null && entry.isSecret()) {
      value = find(entry, text);
    } else if (text != null && Intrinsics.isKnown(text)) {
      value = Optional.of(text);
    } else if (text != null) {
      notKnown(entry, null);
    }
    if (value.isEmpty() || isRepeated || isFile(entry.name())) {
      unknown.add(entry.name());
    }
    value.filter(each -> !isRepeated).ifPresent(each -> known.put(entry.name(), each));
  }

  private Optional<String> find(Entry entry, String text) {
    Optional<Reference> parsed =
        Reference.isPlaceholder(text) ? Optional.empty() : Reference.parse(text);
    if (parsed.isEmpty()) {
      return Optional.empty();
    }
    Reference reference = parsed.get();
    Values.Found found = values.find(reference);
    String place = reference.region().isEmpty() ? found.region() : reference.region();
    if (!place.isEmpty() && !region.isEmpty() && !place.equals(region)) {
      add(DocumentCode.REGION_OF_PARAMETER, entry);
    }
    if (found.problem() != null) {
      add(found.problem(), entry);
    } else if (found.value() == null) {
      notKnown(entry, reference);
    } else if (!found.type().isEmpty()) {
      parameters.put(entry.name(), new Parameter(reference, found.type()));
    }
    return Optional.ofNullable(found.value()).map(each -> each.<String>reveal(secret -> secret));
  }

  /** The variable names a file of the container, which is not on this machine. */
  private boolean isFile(String name) {
    return name.endsWith("_FILE") && names.variable(name).isPresent();
  }

  private void notKnown(Entry entry, @Nullable Reference reference) {
    if (names.variable(entry.name()).isPresent()) {
      missing.add(new Missing(entry, reference));
    }
  }

  private void report(Missing one) {
    String name = one.entry.name();
    DocumentCode code = one.entry.node().is(Node.Kind.UNQUOTED)
        ? DocumentCode.VALUE_NOT_QUOTED
        : DocumentCode.VALUE_NOT_KNOWN;
    Finding finding = one.service().isEmpty()
        ? code.finding(ofUnknown, name)
        : code.finding(ofUnknown, name, command(List.of(one)));
    add(finding, one.entry);
  }

  /** The commands that fetch the values that are not known. */
  List<String> commands() {
    Map<String, List<Missing>> groups = missing.stream()
        .filter(each -> !each.service().isEmpty())
        .collect(groupingBy(Missing::service, LinkedHashMap::new, toList()));
    List<String> commands = new ArrayList<>();
    groups.values().forEach(group -> {
      for (int start = 0; start < group.size(); start += MOST_IDS) {
        commands.add(command(group.subList(start, Math.min(start + MOST_IDS, group.size()))));
      }
    });
    return commands;
  }

  private static String command(List<Missing> group) {
    Reference first = group.get(0).reference;
    String region = first == null || first.region().isEmpty() ? "" : " --region " + first.region();
    String ids = group.stream()
        .flatMap(each -> Optional.ofNullable(each.reference).stream())
        .map(each -> Optional.ofNullable(each.printable()).orElse("<name>"))
        .distinct()
        .collect(joining(" "));
    return first != null && first.service() == Reference.Service.SSM
        ? "aws ssm get-parameters --with-decryption" + region + " --names " + ids
        : "aws secretsmanager batch-get-secret-value" + region + " --secret-id-list " + ids;
  }

  private void add(DocumentCode code, Entry entry) {
    add(code.finding(code.severity(), names.shown(entry.name())), entry);
  }

  private void add(Finding finding, Entry entry) {
    Finding located = finding.at(entry.node().place());
    String name = names.shown(entry.name());
    findings.add(name.isEmpty() ? located : located.on(Origin.variable(name)));
  }

  /** The findings on references. */
  List<Finding> findings() {
    return findings;
  }

  /** The last entry of each name. */
  Map<String, Entry> entries() {
    return entries;
  }

  Map<String, String> known() {
    return known;
  }

  /** The variables whose value, or the file it names, is not known. */
  Set<String> unknown() {
    return unknown;
  }

  /** The variables that are read and are not known, except secrets, which do not decide the target. */
  List<String> undecided() {
    return unknown.stream()
        .filter(each -> names
            .variable(each)
            .filter(variable -> variable.kind() != Variable.Kind.SECRET)
            .isPresent())
        .toList();
  }

  /** The parameter that a value came from, empty for a value of the document or a secret. */
  Optional<Parameter> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }
}
