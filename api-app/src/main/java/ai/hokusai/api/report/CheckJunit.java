package ai.hokusai.api.report;

import ai.hokusai.api.format.Finding;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Renders the report as JUnit XML: one test suite, with a test case for each step. */
final class CheckJunit {
  private final XMLStreamWriter xml;

  private CheckJunit(XMLStreamWriter xml) {
    this.xml = xml;
  }

  static String render(CheckReport report) {
    var text = new StringWriter();
    try {
      new CheckJunit(XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text))
          .write(report);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private void write(CheckReport report) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    line("");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "check");
    xml.writeAttribute("tests", String.valueOf(report.leaves().count()));
    xml.writeAttribute("failures", String.valueOf(report.count(Outcome.FAIL)));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", String.valueOf(report.count(Outcome.SKIP)));
    for (Step step : report.leaves().toList()) {
      write(step);
    }
    line("");
    xml.writeEndElement();
    xml.writeEndDocument();
    line("");
  }

  private void write(Step step) throws XMLStreamException {
    line("  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", step.prefix().isEmpty() ? "check" : "check." + step.prefix());
    xml.writeAttribute("name", step.name().id());
    xml.writeAttribute("time", seconds(step.duration()));
    switch (step.outcome()) {
      case SKIP -> skipped(step);
      case FAIL -> failure(step);
      case PASS, WARN -> output(step);
    }
    line("  ");
    xml.writeEndElement();
  }

  private void skipped(Step step) throws XMLStreamException {
    line("    ");
    xml.writeEmptyElement("skipped");
    xml.writeAttribute("message", step.note());
  }

  private void failure(Step step) throws XMLStreamException {
    Finding worst = step.findings().get(0);
    line("    ");
    xml.writeStartElement("failure");
    xml.writeAttribute("type", worst.code());
    xml.writeAttribute("message", worst.message());
    xml.writeCharacters(text(step));
    xml.writeEndElement();
  }

  private void output(Step step) throws XMLStreamException {
    if (!step.findings().isEmpty()) {
      line("    ");
      xml.writeStartElement("system-out");
      xml.writeCharacters(text(step));
      xml.writeEndElement();
    }
  }

  private static String text(Step step) {
    return step.findings().stream().map(Finding::text).collect(Collectors.joining());
  }

  private void line(String indent) throws XMLStreamException {
    xml.writeCharacters("\n" + indent);
  }

  private static String seconds(@Nullable Duration duration) {
    return duration == null
        ? "0"
        : String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1_000_000_000.0);
  }
}
