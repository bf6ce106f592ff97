package ai.hokusai.api.document;

import static ai.hokusai.api.document.Documents.check;
import static ai.hokusai.api.document.Documents.checkFrom;
import static ai.hokusai.api.document.Documents.sample;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.document.Documents.Run;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents in YAML: short forms, scalars without quotes, aliases, positions and bad input. */
final class YamlDocumentTest {
  private static final String PATH = sample("15-cfn-host-port-ssl.yaml");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Ref Image | {'Ref': 'Image'}",
        "!Ref AWS::Region | {'Ref': 'AWS::Region'}",
        "!Condition IsProduction | {'Condition': 'IsProduction'}",
        "!GetAtt Cache.PrimaryEndPoint.Address | {'Fn::GetAtt': 'Cache.PrimaryEndPoint.Address'}",
        "!GetAtt [Cache, Address] | {'Fn::GetAtt': ['Cache', 'Address']}",
        "!Sub 'redis://${Host}:6379' | {'Fn::Sub': 'redis://${Host}:6379'}",
        "!Sub ['redis://${H}', {H: !Ref Host}] | {'Fn::Sub': ['redis://${H}', {'H': {'Ref': 'Host'}}]}",
        "!Join ['', ['redis://', !Ref Host]] | {'Fn::Join': ['', ['redis://', {'Ref': 'Host'}]]}",
        "!If [Tls, rediss, redis] | {'Fn::If': ['Tls', 'rediss', 'redis']}",
        "!FindInMap [Map, !Ref AWS::Region, Host] | {'Fn::FindInMap': ['Map', {'Ref': 'AWS::Region'}, 'Host']}",
        "!ImportValue cache-host | {'Fn::ImportValue': 'cache-host'}",
        "!Select [0, !Split [',', 'a,b']] | {'Fn::Select': [0, {'Fn::Split': [',', 'a,b']}]}",
        "!Base64 text | {'Fn::Base64': 'text'}",
        "{'Fn::Sub': text} | {'Fn::Sub': 'text'}",
        "!!str 6379 | \"6379\"",
        "!!int 6379 | 6379",
        "! 6379 | \"6379\"",
        "~ | null"
      })
  void aShortFormIsTheLongForm(String yaml, String json) {
    assertThat(shape(yaml("[" + yaml.replace("\\n", "\n") + "]")))
        .isEqualTo(shape(JsonDocument.parse(source("[" + json.replace('\'', '"') + "]"))));
  }

  /** The kind is that of the first letter; of U, no reader may depend on the text. */
  @ParameterizedTest
  @CsvSource({
    "6379, N",
    "0, N",
    "-1, N",
    "1.5, N",
    "true, F",
    "false, F",
    "null, 0",
    "redis, T",
    "1.2.3, T",
    "10.0.0.1, T",
    "2010-09-09, T",
    "3f6, T",
    "rediss://h:6379/0, T",
    "yes, U",
    "No, U",
    "ON, U",
    "off, U",
    "y, U",
    "True, U",
    "0123, U",
    "0o17, U",
    "0x1F, U",
    "1_000, U",
    "12e03, U",
    "1.0, U",
    "190:20:30, U",
    ".5, U",
    ".inf, U",
    "+5, U",
    "1234567890123456, U"
  })
  void aScalarWithoutQuotesIsTextOnlyIfNoReaderChangesIt(String text, char kind) {
    Node.Kind expected = switch (kind) {
      case 'N' -> Node.Kind.NUMBER;
      case 'F' -> Node.Kind.FLAG;
      case 'T' -> Node.Kind.TEXT;
      case '0' -> Node.Kind.NULL;
      default -> Node.Kind.UNQUOTED;
    };
    assertThat(yaml("- " + text).elements().get(0).kind()).isEqualTo(expected);
    Node quoted = yaml("- '" + text + "'").elements().get(0);
    assertThat(quoted.kind()).isEqualTo(Node.Kind.TEXT);
    assertThat(quoted.text()).isEqualTo(text);
  }

  @Test
  void aliasesAndMergesAreTheNodesThatTheyName() {
    Map<String, Node> root = yaml("""
        base: &base {a: 1, b: [x]}
        other: &other {b: 3, c: 4}
        both: {<<: [*base, *other], c: 5}
        quoted: {'<<': 1}
        again: *base
        """).fields();
    assertThat(root.values().stream().map(YamlDocumentTest::shape))
        .containsExactly(
            "{a=N:1, b=[T:x]}",
            "{b=N:3, c=N:4}",
            "{a=N:1, b=[T:x], c=N:5}",
            "{<<=N:1}",
            "{a=N:1, b=[T:x]}");
    assertThat(root.get("again")).isSameAs(root.get("base")).hasToString("task.yaml:1:7");
  }

  @Test
  void everyValueHasItsPosition() {
    Node root = yaml("""
        Task:
          Environment:
            - Name: REDIS_HOST
              Value: !GetAtt Cache.Address
            - {"Name": "REDIS_PORT", "Value": '6379'}
        """);
    assertThat(root.fields().values().stream()
            .flatMap(each -> each.each("environment"))
            .flatMap(each -> Stream.ofNullable(each.get("value")))
            .map(each -> each + " " + each.place().pointer()))
        .containsExactly(
            "task.yaml:4:14 /Task/Environment/0/Value", "task.yaml:5:39 /Task/Environment/1/Value");
  }

  static Stream<Arguments> unusable() {
    String file = "the file of --task-definition ";
    String hint = "; cdk synth, ecspresso render taskdef and terraform show -json print documents"
        + " that are read";
    String bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + Stream.iterate(1, i -> i < 9, i -> i + 1)
            .map(i ->
                "a%d: &a%d [%s*a%d]%n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9), i - 1))
            .reduce("", String::concat);
    return Map.ofEntries(
            Map.entry("Correct-Horse", file + "is not YAML: see line 1, column 1" + hint),
            Map.entry("a: b: Correct-Horse", file + "is not YAML: see line 1, column 5" + hint),
            Map.entry("a: 'Correct-Horse", file + "is not YAML: see line 1, column 18" + hint),
            Map.entry("a:\n\tCorrect-Horse: 1", file + "is not YAML: see line 2, column 1" + hint),
            Map.entry("a: @Correct-Horse", file + "is not YAML: see line 1, column 4" + hint),
            Map.entry("a: %Correct-Horse", file + "is not YAML: see line 1, column 4" + hint),
            Map.entry(
                "a: *Correct-Horse",
                file + "has an alias without a complete node before it: see line 1, column 4"),
            Map.entry(
                "a: &Correct-Horse [*Correct-Horse]",
                file + "has an alias without a complete node before it: see line 1, column 20"),
            Map.entry(
                "a: !!java.net.URL [Correct-Horse]",
                file + "has a tag that is no function of CloudFormation: see line 1, column 4"),
            Map.entry(
                "a: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]",
                file + "has a tag that is no function of CloudFormation: see line 1, column 4"),
            Map.entry(
                "a: !!binary Q29ycmVjdC1Ib3JzZQ==",
                file + "has a tag that is no function of CloudFormation: see line 1, column 4"),
            Map.entry(
                "a: !correct-horse 1",
                file + "has a tag that is no function of CloudFormation: see line 1, column 4"),
            Map.entry(
                "a: !<Correct-Horse> {}",
                file + "has a tag that is no function of CloudFormation: see line 1, column 4"),
            Map.entry(
                "a: 1\n---\nCorrect-Horse: 2",
                file + "continues with a second document: see line 2, column 1"),
            Map.entry(
                "? [Correct-Horse]\n: 1", file + "has a key that is no text: see line 1, column 3"),
            Map.entry(
                "a:\n  <<: Correct-Horse",
                file + "merges a value that is no object: see line 2, column 7"),
            Map.entry("# only a comment", file + "is empty"),
            Map.entry(
                "Correct-Horse: \"\\UFFFFFFFF\"", file + "has a character that YAML does not have"),
            Map.entry("a: \"\\0\"\nb: \u0007", file + "has a character that YAML does not have"),
            Map.entry(
                "- ".repeat(10_000) + "a",
                file + "is nested deeper than 100 levels: see line 1, column 203"),
            Map.entry(
                "a: " + "[".repeat(10_000),
                file + "is nested deeper than 100 levels: see line 1, column 104"),
            Map.entry(
                "a: " + "!Sub ".repeat(2) + "x", file + "is not YAML: see line 1, column 9" + hint),
            Map.entry(bomb, "the file stdin has more than 200000 values"),
            Map.entry("- a\n".repeat(200_001), "the file stdin has more than 200000 values"),
            Map.entry(
                "Correct-Horse: 1\nb: 2\nCorrect-Horse: 3",
                "a name is in one object twice: see stdin:3:1"))
        .entrySet()
        .stream()
        .map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void badYamlEndsTheCheckWithAPositionAndNoText(String text, String message) {
    Run run = checkFrom(text, "--task-definition", "-");
    assertThat(run.err()).isEqualTo("error: " + message + "\n");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"yes", "0123", "12e03", "1_000"})
  void aVariableThatReadersOfYamlChangeIsNotJudged(String value) {
    String text = """
        containerDefinitions:
          - name: a
            image: i
            environment:
              - {name: REDIS_HOST, value: cache}
              - {name: REDIS_PORT, value: %s}
        """;
    String[] options = {"--task-definition", "-", "--redis-only"};
    Run run = checkFrom(text.formatted(value), options);
    assertThat(run.findings()).containsExactly("warning VALUE_NOT_QUOTED stdin:6:35");
    assertThat(run.out()).contains("skip  configuration            not known: REDIS_PORT\n");
    assertThat(
            checkFrom(text.formatted(value), with(options, "--require-values")).exitCode())
        .isEqualTo(1);
    assertThat(checkFrom(text.formatted("6380"), options).out())
        .contains("pass  configuration            redis://cache:6380\n");
    assertThat(checkFrom(text.formatted(value), with(options, "--connect")).out())
        .contains("skip  Redis                    not run: values are not known\n");
  }

  @Test
  void theRulesReadTheWordsOfYamlAsFlags() {
    String text = """
        containerDefinitions:
          - name: a
            image: i
            essential: %s
            portMappings: [{containerPort: 8080}]
            environment: [{name: REDIS_HOST, value: cache}]
        """;
    assertThat(checkFrom(text.formatted("no"), "--task-definition", "-").findings())
        .contains("error CONTAINER_NOT_ESSENTIAL stdin:4:16");
    assertThat(checkFrom(text.formatted("yes"), "--task-definition", "-").findings())
        .doesNotContain("error CONTAINER_NOT_ESSENTIAL stdin:4:16");
  }

  @Test
  void parametersAreTheValuesOfShortForms() {
    Run run = check(
        "--task-definition",
        PATH,
        "--redis-only",
        "--parameter",
        "RedisReplicationGroup.PrimaryEndPoint.Address=cache.internal",
        "--parameter",
        "RedisReplicationGroup.PrimaryEndPoint.Port=6390");
    assertThat(run.out()).contains("rediss://:***@cache.internal:6390");
  }

  /** The body of a template in YAML is a text in the output of get-template. */
  @Test
  void theOutputOfGetTemplateIsRead() throws IOException {
    String body = Files.readString(Path.of(PATH));
    String output = new ObjectMapper().writeValueAsString(Map.of("TemplateBody", body));
    assertThat(checkFrom(output, "--task-definition", "-", "--redis-only").findings())
        .containsExactlyElementsOf(check("--task-definition", PATH, "--redis-only")
            .findings()
            .map(each -> each.replaceFirst("\\S+$", "stdin:1:17"))
            .toList());
    assertThat(checkFrom("{\"TemplateBody\": \"a: 'Horse\"}", "--task-definition", "-")
            .err())
        .startsWith("error: the file of --task-definition holds a text that is not YAML: see"
            + " stdin:1:18; ");
  }

  @Test
  void theOutputOfTheCliInYamlIsRead() throws IOException {
    String values = """
        InvalidParameters: []
        Parameters:
        - ARN: arn:aws:ssm:us-east-1:123456789012:parameter/app/development/redis/endpoint
          Name: /app/development/redis/endpoint
          Type: String
          Value: redis://cache:7000
        """;
    Run run = checkFrom(
        values, "--task-definition", sample("00-incident.json"), "--redis-only", "--values", "-");
    assertThat(run.out()).contains("rediss://cache:7000  TLS_UPGRADED_BY_FLAG\n");
  }

  /** A secret at every position except in names of variables, where the document is broken or not. */
  @Test
  void noOutputHoldsASecretWhereverItIs() throws IOException {
    String text = Files.readString(Path.of(PATH));
    for (int at = 0; at <= text.length(); at += 5) {
      boolean isInName =
          text.substring(text.lastIndexOf('\n', at - 1) + 1, at).contains("- Name: ");
      for (String around : isInName ? new String[0] : new String[] {"", "\n", ": ", " !!", " \""}) {
        Documents.assertHidden(text, at, around);
      }
    }
  }

  /** JSON is YAML, read by the other parser if it begins with the mark of a document. */
  @Test
  void eachSampleInJsonHasTheSameFindingsAtTheSamePlacesAsYaml() throws IOException {
    int count = 0;
    for (Path file : DocumentCheckTest.samples()) {
      String json = Files.readString(file);
      Run run = checkFrom("\n" + json, "--task-definition", "-");
      if (file.toString().endsWith(".json") && run.exitCode() != 3) {
        Run asYaml = checkFrom("---\n" + json, "--task-definition", "-");
        assertThat(asYaml).as(file.toString()).isEqualTo(run);
        count++;
      }
    }
    assertThat(count).isGreaterThan(9);
  }

  private static Node yaml(String text) {
    return YamlDocument.parse(source(text));
  }

  private static Source source(String text) {
    return new Source("task.yaml", "the file", text, null);
  }

  private static String shape(Node node) {
    return switch (node.kind()) {
      case OBJECT -> {
        Map<String, String> fields = new TreeMap<>();
        node.fields().forEach((name, each) -> fields.put(name, shape(each)));
        yield fields.toString();
      }
      case ARRAY ->
        node.elements().stream().map(YamlDocumentTest::shape).toList().toString();
      case TEXT, NUMBER, FLAG, NULL, UNQUOTED -> node.kind().name().charAt(0) + ":" + node.text();
    };
  }

  private static String[] with(String[] arguments, String more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }
}
