package org.pluspeer.node.account;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.WriterException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;

/** QR codes (ISO/IEC 18004) of short texts: drawn for the page and the terminal, and read from a picture. */
public final class QrCode {
    /** Bytes of a picture. */
    public static final int MAX_PICTURE = 8 * 1024 * 1024;

    /** Pixels of a picture, before any of them is decoded: a photograph of a telephone has fewer. */
    private static final long MAX_PIXELS = 24_000_000;

    /** Light modules around a code, so that it is found. */
    private static final int MARGIN = 4;

    private QrCode() {}

    private static ByteMatrix matrix(String text) {
        try {
            QRCode code = Encoder.encode(text, ErrorCorrectionLevel.M);
            return code.getMatrix();
        } catch (WriterException e) {
            throw new ProblemException(Problem.Code.TOO_LARGE, "this text is too long for a QR code", e);
        }
    }

    /** A picture that is sharp at any size: black on white, a unit a module. */
    public static String svg(String text) {
        ByteMatrix code = matrix(text);
        int side = code.getWidth() + 2 * MARGIN;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.getHeight(); y++) {
            for (int x = 0; x < code.getWidth(); x++) {
                if (code.get(x, y) == 1) {
                    path.append('M')
                            .append(x + MARGIN)
                            .append(' ')
                            .append(y + MARGIN)
                            .append("h1v1h-1z");
                }
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side
                + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side + "H0z\"/>"
                + "<path fill=\"#000\" d=\"" + path + "\"/></svg>";
    }

    /** For a terminal with light letters on a dark ground: two modules a character, light ones drawn. */
    public static String text(String text) {
        ByteMatrix code = matrix(text);
        StringBuilder lines = new StringBuilder();
        for (int y = -MARGIN; y < code.getHeight() + MARGIN; y += 2) {
            for (int x = -MARGIN; x < code.getWidth() + MARGIN; x++) {
                boolean upper = isLight(code, x, y);
                boolean lower = isLight(code, x, y + 1);
                lines.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private static boolean isLight(ByteMatrix code, int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < code.getWidth() && y < code.getHeight();
        return !inside || code.get(x, y) == 0;
    }

    /**
     * Reads the one QR code in a PNG, JPEG, GIF or BMP.
     *
     * @throws ProblemException TOO_LARGE for more bytes or pixels than a photograph has, before they are decoded;
     *     QR_UNREADABLE for what is no picture, or has no code that can be read
     */
    public static String read(byte[] picture) {
        if (picture.length > MAX_PICTURE) {
            throw new ProblemException(Problem.Code.TOO_LARGE, "a picture may have " + MAX_PICTURE + " bytes");
        }
        BufferedImage image = decoded(picture);
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        var bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        var hints = Map.of(
                DecodeHintType.TRY_HARDER,
                true,
                DecodeHintType.POSSIBLE_FORMATS,
                java.util.List.of(BarcodeFormat.QR_CODE));
        try {
            return new QRCodeReader().decode(bitmap, hints).getText();
        } catch (NotFoundException e) {
            throw new ProblemException(Problem.Code.QR_UNREADABLE, "no QR code is found in the picture", e);
        } catch (ReaderException e) {
            throw new ProblemException(Problem.Code.QR_UNREADABLE, "the QR code in the picture is damaged", e);
        }
    }

    private static BufferedImage decoded(byte[] picture) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new ProblemException(Problem.Code.QR_UNREADABLE, "this is no picture that can be read");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MAX_PIXELS) {
                    throw new ProblemException(Problem.Code.TOO_LARGE, "a picture may have " + MAX_PIXELS + " pixels");
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ProblemException(Problem.Code.QR_UNREADABLE, "the picture is damaged", e);
        }
    }
}
