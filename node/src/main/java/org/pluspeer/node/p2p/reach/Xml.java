package org.pluspeer.node.p2p.reach;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.pluspeer.node.p2p.reach.MappingException.Kind;

/** Reads what routers write, without trusting it: no document type, no entity, and only so much of anything. */
final class Xml {
    private static final int DEEPEST = 32;
    private static final int MOST_ELEMENTS = 5_000;
    private static final int LONGEST_TEXT = 2_048;

    private Xml() {}

    /**
     * The texts of the elements right below those of one name, by their local names; each of the former is one map.
     *
     * @throws MappingException if it is no XML, has a document type, or is too much
     */
    static List<Map<String, String>> children(byte[] document, String parent) throws MappingException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing else is fetched");
        });
        try {
            return read(factory.createXMLStreamReader(new ByteArrayInputStream(document)), parent);
        } catch (XMLStreamException e) {
            throw new MappingException(Kind.GARBLED, "the router's answer is no XML", e);
        }
    }

    private static List<Map<String, String>> read(XMLStreamReader in, String parent)
            throws XMLStreamException, MappingException {
        List<Map<String, String>> found = new ArrayList<>();
        List<String> open = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int elements = 0;
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.DTD ->
                    throw new MappingException(Kind.GARBLED, "the router sent a document type");
                case XMLStreamConstants.START_ELEMENT -> {
                    open.add(in.getLocalName());
                    text.setLength(0);
                    if (open.size() > DEEPEST || ++elements > MOST_ELEMENTS) {
                        throw new MappingException(Kind.GARBLED, "the router's answer is too large");
                    }
                    if (in.getLocalName().equals(parent)) {
                        found.add(new LinkedHashMap<>());
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text.length() + in.getTextLength() <= LONGEST_TEXT) {
                        text.append(in.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    String name = open.removeLast();
                    if (!open.isEmpty() && open.getLast().equals(parent)) {
                        found.getLast().putIfAbsent(name, text.toString().strip());
                    }
                    text.setLength(0);
                }
                default -> {
                    // Comments and the like say nothing.
                }
            }
        }
        return found;
    }
}
