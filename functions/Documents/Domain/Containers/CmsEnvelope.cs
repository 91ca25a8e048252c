using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;

namespace BackOffice.Documents.Domain.Containers;

/// <summary>A signed envelope (CAdES, .p7m). What cannot be verified has no content: nobody looks for XML between the bytes.</summary>
internal static class CmsEnvelope
{
    // Each costs a verification; no invoice is signed by more.
    private const int MostSigners = 16;

    /// <summary>The signed content, when every signature matches it; whose signature it is, is not asked. Null when anything is wrong.</summary>
    public static byte[]? Open(ReadOnlyMemory<byte> content, ContentType type)
    {
        ReadOnlyMemory<byte>? der = type == ContentType.CmsBase64 ? Decode(content.Span) : content;
        if (der is not { IsEmpty: false } encoded)
        {
            return null;
        }

        try
        {
            var envelope = new SignedCms();
            envelope.Decode(encoded.Span);
            if (envelope.SignerInfos.Count is 0 or > MostSigners)
            {
                return null;
            }

            envelope.CheckSignature(verifySignatureOnly: true);
            return envelope.ContentInfo.Content;
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException or InvalidOperationException or NotSupportedException
            or FormatException or OverflowException)
        {
            return null;
        }
    }

    private static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> body = ContentSniffer.WithoutMark(text).Trim(" \t\r\n"u8);
        if (body.StartsWith("-----"u8))
        {
            string pem = Encoding.Latin1.GetString(body);
            if (!PemEncoding.TryFind(pem, out PemFields fields))
            {
                return null;
            }

            body = Encoding.Latin1.GetBytes(pem[fields.Base64Data]);
        }

        byte[] decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(body.Length)];
        return Base64.DecodeFromUtf8(body, decoded, out _, out int written) == System.Buffers.OperationStatus.Done ? decoded[..written] : null;
    }
}
