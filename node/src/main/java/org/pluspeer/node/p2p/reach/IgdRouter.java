package org.pluspeer.node.p2p.reach;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.pluspeer.node.p2p.reach.MappingException.Kind;

/** A router that speaks UPnP: it is searched for, its description read, and orders are posted to it. */
final class IgdRouter implements Router {
    private static final List<String> DEVICES = List.of(
            "urn:schemas-upnp-org:device:InternetGatewayDevice:2",
            "urn:schemas-upnp-org:device:InternetGatewayDevice:1");
    private static final byte[] EVERYBODY = {(byte) 239, (byte) 255, (byte) 255, (byte) 250};
    private static final int LARGEST = 4096;
    private static final int SEARCH = 3_000;
    private static final int TRIES = 3;
    private static final String NAME = "peer";

    /** Errors of WANIPConnection: another has the port; only without end; the outside port must be the inside one. */
    private static final int TAKEN = 718;

    private static final int ONLY_PERMANENT = 725;
    private static final int LOWEST = 1024;

    private final InetSocketAddress router;
    private final InetAddress own;
    private final Random random;
    private final BoundedFetch http = new BoundedFetch();
    private @Nullable IgdControl service;

    /**
     * @param router its address, and the port where it hears searches
     * @param own this machine's address on the way there
     */
    IgdRouter(InetSocketAddress router, InetAddress own, Random random) {
        this.router = router;
        this.own = own;
        this.random = random;
    }

    @Override
    public String protocol() {
        return "UPnP";
    }

    @Override
    public Lease map(Transport transport, int internalPort, int wantedPort, long seconds) throws MappingException {
        IgdControl at = service();
        try {
            InetAddress external = external(at);
            int port = wantedPort;
            long lasts = seconds;
            for (int i = 0; ; i++) {
                try {
                    int given = add(at, transport, internalPort, port, lasts);
                    return new Lease(transport, internalPort, external, given, lasts);
                } catch (UpnpErrorException e) {
                    if (i == TRIES || (e.number() != TAKEN && e.number() != ONLY_PERMANENT)) {
                        throw e;
                    }
                    lasts = e.number() == ONLY_PERMANENT ? 0 : lasts;
                    port = e.number() == TAKEN ? LOWEST + random.nextInt(0x10000 - LOWEST) : port;
                }
            }
        } catch (MappingException e) {
            // It may have been started anew with another description.
            service = null;
            throw e;
        }
    }

    @Override
    public void unmap(Lease lease) throws MappingException {
        IgdControl at = service();
        Map<String, String> what = new LinkedHashMap<>();
        what.put("NewRemoteHost", "");
        what.put("NewExternalPort", Integer.toString(lease.externalPort()));
        what.put("NewProtocol", lease.transport().name());
        http.order(at, "DeletePortMapping", what);
    }

    /** It tells no epoch; an order to add what is there already renews it, and one that was lost is there again. */
    @Override
    public boolean hasForgotten() {
        return false;
    }

    private InetAddress external(IgdControl at) throws MappingException {
        String text = http.order(at, "GetExternalIPAddress", Map.of()).getOrDefault("NewExternalIPAddress", "");
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            throw new MappingException(Kind.REFUSED, "the router has no address outside");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new MappingException(Kind.GARBLED, "the router's address outside is none", e);
        }
    }

    private int add(IgdControl at, Transport transport, int internalPort, int port, long seconds)
            throws MappingException {
        Map<String, String> what = new LinkedHashMap<>();
        what.put("NewRemoteHost", "");
        what.put("NewExternalPort", Integer.toString(port));
        what.put("NewProtocol", transport.name());
        what.put("NewInternalPort", Integer.toString(internalPort));
        what.put("NewInternalClient", own.getHostAddress());
        what.put("NewEnabled", "1");
        what.put("NewPortMappingDescription", NAME);
        what.put("NewLeaseDuration", Long.toString(seconds));
        if (!at.givesAnyPort()) {
            http.order(at, "AddPortMapping", what);
            return port;
        }
        String given = http.order(at, "AddAnyPortMapping", what).getOrDefault("NewReservedPort", "");
        if (!given.matches("[1-9][0-9]{0,4}") || Integer.parseInt(given) > 0xffff) {
            throw new MappingException(Kind.GARBLED, "the router named no port");
        }
        return Integer.parseInt(given);
    }

    private IgdControl service() throws MappingException {
        IgdControl known = service;
        if (known == null) {
            URI location = search();
            known = IgdControl.of(http.get(location), location).stream()
                    .findFirst()
                    .orElseThrow(() -> new MappingException(Kind.ABSENT, "the router maps no ports by UPnP"));
            service = known;
        }
        return known;
    }

    /** Everybody hears the question; only the router itself is listened to. */
    private URI search() throws MappingException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(own, 0))) {
            NetworkInterface via = NetworkInterface.getByInetAddress(own);
            if (via != null) {
                socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, via);
            }
            long end = System.nanoTime() + SEARCH * 1_000_000L;
            for (int wait = SEARCH / 6; wait > 0; wait = Math.min(wait * 2, left(end))) {
                for (String device : DEVICES) {
                    ask(socket, router, device);
                    if (via != null && via.supportsMulticast()) {
                        ask(socket, new InetSocketAddress(InetAddress.getByAddress(EVERYBODY), Ssdp.PORT), device);
                    }
                }
                URI location = listen(socket, System.nanoTime() + wait * 1_000_000L);
                if (location != null) {
                    return location;
                }
            }
            throw new MappingException(Kind.ABSENT, "the router does not answer by UPnP");
        } catch (IOException e) {
            throw new MappingException(Kind.ABSENT, "the router can't be searched for: " + e.getMessage(), e);
        }
    }

    private static void ask(DatagramSocket socket, InetSocketAddress to, String device) throws IOException {
        byte[] search = Ssdp.search(device);
        try {
            socket.send(new DatagramPacket(search, search.length, to));
        } catch (java.net.NoRouteToHostException e) {
            // Some networks carry no multicast; the router was asked by itself too.
        }
    }

    private @Nullable URI listen(DatagramSocket socket, long end) throws IOException {
        byte[] room = new byte[LARGEST + 1];
        while (left(end) > 0) {
            DatagramPacket reply = new DatagramPacket(room, room.length);
            socket.setSoTimeout(left(end));
            try {
                socket.receive(reply);
            } catch (SocketTimeoutException e) {
                return null;
            }
            if (reply.getAddress().equals(router.getAddress())) {
                URI location =
                        Ssdp.location(Arrays.copyOf(room, reply.getLength())).orElse(null);
                if (location != null
                        && location.getHost().equals(router.getAddress().getHostAddress())) {
                    return location;
                }
            }
        }
        return null;
    }

    private static int left(long end) {
        return (int) Math.max(0, (end - System.nanoTime()) / 1_000_000);
    }

    /** What a device answers instead of doing what it was told. */
    static final class UpnpErrorException extends MappingException {
        private final int number;

        UpnpErrorException(int number) {
            super(Kind.REFUSED, "the router refused by UPnP: " + sentence(number));
            this.number = number;
        }

        int number() {
            return number;
        }

        /** UPnP IGD, WANIPConnection 2, section 2.5. */
        private static String sentence(int number) {
            return switch (number) {
                case 402, 501, 715, 716, 732 -> "it did not understand (" + number + ")";
                case 606 -> "it is set not to allow it";
                case TAKEN -> "the port is taken";
                case 728 -> "it has no room left";
                case ONLY_PERMANENT -> "it forwards ports without end only";
                default -> "error " + number;
            };
        }
    }
}
