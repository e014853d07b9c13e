package org.pluspeer.node.p2p.reach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgdTest {
    private static final URI FROM = URI.create("http://192.168.1.1:49152/rootDesc.xml");
    static final String IP_1 = "urn:schemas-upnp-org:service:WANIPConnection:1";
    private static final String IP_2 = "urn:schemas-upnp-org:service:WANIPConnection:2";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String description(String base, String type, String control) {
        return "<?xml version=\"1.0\"?><root xmlns=\"urn:schemas-upnp-org:device-1-0\"><specVersion><major>1</major>"
                + "</specVersion>" + base + "<device><serviceList><service><serviceType>urn:other:1</serviceType>"
                + "<controlURL>/other</controlURL></service></serviceList><deviceList><device><serviceList><service>"
                + "<serviceType>" + type + "</serviceType><serviceId>x</serviceId><controlURL>" + control
                + "</controlURL></service></serviceList></device></deviceList></device></root>";
    }

    @Test
    void anAnswerToASearchNamesADescription() {
        String answer = "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=120\r\nST: x\r\nLocation:  " + FROM + "\r\n\r\n";
        assertEquals(Optional.of(FROM), Ssdp.location(bytes(answer)));
        assertEquals(Optional.empty(), Ssdp.location(bytes("NOTIFY * HTTP/1.1\r\nLOCATION: " + FROM + "\r\n\r\n")));
        assertEquals(Optional.empty(), Ssdp.location(bytes("HTTP/1.1 200 OK\r\nLOCATION: file:///etc/passwd\r\n\r\n")));
        assertEquals(Optional.empty(), Ssdp.location(bytes("HTTP/1.1 200 OK\r\nLOCATION: http://[\r\n\r\n")));
        assertEquals(Optional.empty(), Ssdp.location(new byte[0]));
        assertEquals(Optional.empty(), Ssdp.location(new byte[5000]));
    }

    @Test
    void aDescriptionNamesTheServiceThatMaps() throws Exception {
        List<IgdControl> found = IgdControl.of(bytes(description("", IP_1, "/ctl/IPConn")), FROM);
        assertEquals(List.of(new IgdControl(IP_1, URI.create("http://192.168.1.1:49152/ctl/IPConn"))), found);
        found = IgdControl.of(
                bytes(description("<URLBase>http://192.168.1.1:5000/base/</URLBase>", IP_2, "ctl")), FROM);
        assertEquals(List.of(new IgdControl(IP_2, URI.create("http://192.168.1.1:5000/base/ctl"))), found);
        assertTrue(found.getFirst().givesAnyPort());
    }

    @Test
    void aDescriptionThatPointsElsewhereIsNotFollowed() throws Exception {
        assertEquals(List.of(), IgdControl.of(bytes(description("", IP_1, "http://192.168.1.7/ctl")), FROM));
        assertEquals(List.of(), IgdControl.of(bytes(description("", IP_1, "file:///etc/passwd")), FROM));
        assertEquals(List.of(), IgdControl.of(bytes(description("", IP_1, "http://[")), FROM));
        List<IgdControl> base =
                IgdControl.of(bytes(description("<URLBase>http://10.0.0.9/</URLBase>", IP_1, "/ctl")), FROM);
        assertEquals(FROM.getHost(), base.getFirst().control().getHost(), "a base elsewhere counts for nothing");
    }

    @Test
    void noDocumentTypeNoEntityAndNoBombIsRead(@TempDir Path directory) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "s3cret");
        String entity = "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";
        assertThrows(MappingException.class, () -> Xml.children(bytes(entity + "<root><a>&x;</a></root>"), "root"));
        String laughs = "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>";
        assertThrows(MappingException.class, () -> Xml.children(bytes(laughs + "<root>&b;</root>"), "root"));
        assertThrows(MappingException.class, () -> Xml.children(bytes("<a>".repeat(40)), "a"));
        assertThrows(MappingException.class, () -> Xml.children(bytes("<r>" + "<a/>".repeat(6000) + "</r>"), "r"));
        assertThrows(MappingException.class, () -> Xml.children(bytes("no xml"), "r"));
        assertEquals(
                List.of(Map.of("a", "b")),
                Xml.children(bytes("<r><a>b<!-- no --></a><a>second</a></r>"), "r"),
                "the first of a name counts");
    }

    @Test
    void ordersAndRepliesAreThoseOfTheStandard() throws Exception {
        String order = new String(Soap.order(IP_1, "GetExternalIPAddress", Map.of()), StandardCharsets.UTF_8);
        assertTrue(
                order.contains("<s:Body><u:GetExternalIPAddress xmlns:u=\"" + IP_1 + "\"></u:GetExternalIPAddress>"));
        assertThrows(IllegalArgumentException.class, () -> Soap.order(IP_1, "X", Map.of("a", "<b>")));
        String reply =
                "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                        + "<u:GetExternalIPAddressResponse xmlns:u=\"" + IP_1
                        + "\"><NewExternalIPAddress>5.5.5.1</NewExternalIPAddress></u:GetExternalIPAddressResponse>"
                        + "</s:Body></s:Envelope>";
        assertEquals(Map.of("NewExternalIPAddress", "5.5.5.1"), Soap.reply(bytes(reply), "GetExternalIPAddress"));
        String fault = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault><detail>"
                + "<UPnPError xmlns=\"urn:schemas-upnp-org:control-1-0\"><errorCode>718</errorCode>"
                + "<errorDescription>ConflictInMappingEntry</errorDescription></UPnPError></detail></s:Fault></s:Body>"
                + "</s:Envelope>";
        assertEquals(718, Soap.error(bytes(fault)));
        assertEquals(0, Soap.error(bytes("broken")));
        assertEquals(0, Soap.error(bytes(fault.replace("718", "-1"))));
    }

    @Test
    void theDefaultRouteIsFoundInWhatEachSystemPrints() throws Exception {
        String linux = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
                + "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n"
                + "eth0\t00000000\tFE01A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
                + "eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n";
        assertEquals("192.168.1.254", text(RouteTable.ofLinux(linux)));
        assertEquals("none", text(RouteTable.ofLinux("Iface\tDestination\n")));
        String mac = "Routing tables\n\nInternet:\nDestination        Gateway            Flags\n"
                + "default            192.168.7.1        UGScg                 en0\n127                127.0.0.1  UCS lo0\n";
        assertEquals("192.168.7.1", text(RouteTable.ofNetstat(mac)));
        String windows =
                "IPv4 Route Table\r\nNetwork Destination        Netmask          Gateway       Interface  Metric\r\n"
                        + "          0.0.0.0          0.0.0.0      192.168.9.1     192.168.9.23     25\r\n";
        assertEquals("192.168.9.1", text(RouteTable.ofNetstat(windows)));
        assertEquals("none", text(RouteTable.ofNetstat("default link#12 UCSIg utun3\n")));
    }

    @Test
    void theRouterOfIpv6IsFoundInLinuxTable() {
        String any = "0".repeat(32);
        String table = "26000012000000000000000000000000 40 " + any + " 00 " + any
                + " 00000100 00000001 00000000 00000001     eth0\n"
                + any + " 00 " + any
                + " 00 fe800000000000000000000000000009 00000400 00000001 00000000 00000003     eth1\n"
                + any + " 00 " + any
                + " 00 fe800000000000000000000000000001 00000100 00000001 00000000 00000003     eth0\n"
                + any + " 00 " + any + " 00 " + any + " ffffffff 00000001 00000000 00200200       lo\n";
        RouteTable.Hop hop = RouteTable.ofLinuxSix(table).orElseThrow();
        assertEquals("fe80:0:0:0:0:0:0:1", hop.router().getHostAddress());
        assertEquals("eth0", hop.device());
        assertEquals(Optional.empty(), RouteTable.ofLinuxSix("x y\n" + any + " 00\n"));
    }

    private static String text(Optional<java.net.InetAddress> address) {
        return address.map(java.net.InetAddress::getHostAddress).orElse("none");
    }
}
