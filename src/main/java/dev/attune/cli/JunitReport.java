package dev.attune.cli;

import dev.attune.evaluation.RegressionCheck;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A check of models as JUnit's XML, which build servers show: one case a comparison. */
final class JunitReport {

    private JunitReport() {}

    static String of(RegressionCheck check, String testSet) {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "attune evaluate on " + testSet);
            xml.writeAttribute("tests", String.valueOf(check.cases().size()));
            xml.writeAttribute("failures", String.valueOf(check.failures().size()));
            for (RegressionCheck.Case each : check.cases()) {
                xml.writeStartElement("testcase");
                xml.writeAttribute("classname", "attune.evaluate");
                xml.writeAttribute("name", each.model() + " is not worse than " + check.yardstick());
                if (each.worse()) {
                    xml.writeStartElement("failure");
                    xml.writeAttribute("message", each.sentence());
                    xml.writeEndElement();
                } else {
                    xml.writeStartElement("system-out");
                    xml.writeCharacters(each.sentence());
                    xml.writeEndElement();
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return out + "\n";
    }
}
