package org.pluspeer.node.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.pluspeer.node.Problem.Code;
import org.pluspeer.node.ProblemException;

class QrCodeTest {
    private static final String TEXT =
            "ethereum:0x89205A3A3b2A69De6Dbf7f01ED13B2108B2c43e7@1/transfer?address=0x8e23Ee67d1332aD560396262C48ffbB01f93d052&uint256=4250000";

    /** The picture as a browser would draw it, so many points a module. */
    private static BufferedImage drawn(String svg, int scale) {
        Matcher size = Pattern.compile("viewBox=\"0 0 ([0-9]+) ").matcher(svg);
        assertTrue(size.find());
        int side = Integer.parseInt(size.group(1)) * scale;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, side, side);
        pen.setColor(Color.BLACK);
        Matcher module = Pattern.compile("M([0-9]+) ([0-9]+)h1v1h-1z").matcher(svg);
        while (module.find()) {
            pen.fillRect(
                    Integer.parseInt(module.group(1)) * scale, Integer.parseInt(module.group(2)) * scale, scale, scale);
        }
        pen.dispose();
        return image;
    }

    private static byte[] file(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, out));
        return out.toByteArray();
    }

    private static Code refused(byte[] picture) {
        return assertThrows(ProblemException.class, () -> QrCode.read(picture))
                .problem()
                .code();
    }

    @Test
    void whatIsDrawnIsReadInEveryKindOfPicture() throws IOException {
        BufferedImage image = drawn(QrCode.svg(TEXT), 6);
        for (String format : new String[] {"png", "jpg", "gif", "bmp"}) {
            assertEquals(TEXT, QrCode.read(file(image, format)), format);
        }
    }

    @Test
    void aPhotographOfACodeIsRead() throws IOException {
        BufferedImage code = drawn(QrCode.svg(TEXT), 5);
        BufferedImage photo = new BufferedImage(1200, 900, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = photo.createGraphics();
        pen.setColor(new Color(90, 110, 80));
        pen.fillRect(0, 0, 1200, 900);
        pen.rotate(0.2, 600, 450);
        pen.drawImage(code, 450, 250, null);
        pen.dispose();
        assertEquals(TEXT, QrCode.read(file(photo, "jpg")));
    }

    @Test
    void theTerminalsCodeHasTheSameModules() {
        String[] lines = QrCode.text(TEXT).split("\n");
        String svg = QrCode.svg(TEXT);
        int width = lines[0].length();
        assertTrue(svg.contains("viewBox=\"0 0 " + width + " " + width + "\""));
        for (int y = 0; y < width; y++) {
            for (int x = 0; x < width; x++) {
                char cell = lines[y / 2].charAt(x);
                boolean light = cell == '█' || cell == (y % 2 == 0 ? '▀' : '▄');
                assertEquals(!light, svg.contains("M" + x + " " + y + "h1v1h-1z"), x + "," + y);
            }
        }
    }

    @Test
    void aPictureWithoutACodeAndWhatIsNoPictureAreRefused() throws IOException {
        assertEquals(Code.QR_UNREADABLE, refused(file(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB), "png")));
        assertEquals(Code.QR_UNREADABLE, refused(new byte[0]));
        assertEquals(
                Code.QR_UNREADABLE, refused("<svg onload=alert(1)>".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        byte[] png = file(drawn(QrCode.svg(TEXT), 4), "png");
        assertEquals(Code.QR_UNREADABLE, refused(Arrays.copyOf(png, png.length / 2)));
    }

    @Test
    void aPictureThatWouldBeHugeIsRefusedBeforeItIsDecoded() throws IOException {
        byte[] png = file(new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB), "png");
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        assertEquals(Code.TOO_LARGE, refused(png));
        assertEquals(Code.TOO_LARGE, refused(new byte[QrCode.MAX_PICTURE + 1]));
    }

    /** Whatever the bytes are, they are read or refused. */
    @Test
    void noPictureBreaksTheReader() throws IOException {
        Random random = new Random(7);
        byte[] png = file(drawn(QrCode.svg(TEXT), 3), "png");
        byte[] gif = file(drawn(QrCode.svg(TEXT), 3), "gif");
        for (int i = 0; i < 300; i++) {
            byte[] broken = (i % 2 == 0 ? png : gif).clone();
            for (int hits = 0; hits < 1 + i % 5; hits++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            try {
                QrCode.read(broken);
            } catch (ProblemException e) {
                assertFalse(e.problem().detail().isEmpty());
            }
        }
    }

    @Test
    void aTextThatNoCodeHoldsIsRefused() {
        assertEquals(
                Code.TOO_LARGE,
                assertThrows(ProblemException.class, () -> QrCode.svg("x".repeat(5000)))
                        .problem()
                        .code());
    }
}
