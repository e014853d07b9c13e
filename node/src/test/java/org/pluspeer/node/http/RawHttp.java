package org.pluspeer.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.pluspeer.node.json.Json;

/** Says exactly what it is told to say over a socket, and reads one answer. */
final class RawHttp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 120_000;

    private final Socket socket;

    RawHttp(int port) throws IOException {
        socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** One answer as it came. */
    record Answer(int status, TreeMap<String, String> headers, byte[] body) {
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Json.tree(body);
        }
    }

    static Answer ask(int port, String request) throws IOException {
        return ask(port, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Answer ask(int port, byte[] request) throws IOException {
        try (RawHttp raw = new RawHttp(port)) {
            raw.say(request);
            return raw.answer();
        }
    }

    void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    boolean isAnswered() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /** Whether the other side hangs up without another byte. */
    boolean isHungUpOn() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    Answer answer() throws IOException {
        return answer(true);
    }

    /** @param withBody false for the answer to HEAD */
    Answer answer(boolean withBody) throws IOException {
        InputStream in = socket.getInputStream();
        String head = head(in);
        String[] lines = head.split("\r\n");
        TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            String[] parts = lines[i].split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        byte[] body = withBody ? in.readNBytes(length) : new byte[0];
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up after: " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
