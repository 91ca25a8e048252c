using BackOffice.Documents.Domain.Containers;
using BackOffice.Documents.Domain.Formats;

namespace BackOffice.Documents.Domain;

/// <summary>Looks at a dropped file: refuses it with a reason, or says what it is, reads its header and where it goes.</summary>
public static class DocumentExaminer
{
    /// <summary>Examines a file. Never throws, whatever the bytes; the same input gives the same answer.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="fileName">Its name, of which only the extension counts.</param>
    /// <param name="limits">How much is read before it is refused.</param>
    public static Examination Examine(ReadOnlyMemory<byte> content, string fileName, ExaminationLimits limits)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(limits);
        if (content.Length > limits.MaxBytes)
        {
            return Refuse(QuarantineReason.TooLarge, fileName);
        }

        if (IsBlank(content.Span))
        {
            return Refuse(QuarantineReason.Empty, fileName);
        }

        ContentType type = TypeOf(content.Span, fileName);
        Reading reading = FileExtensions.Fit(fileName, type)
            ? Read(content, type, fileName, new(limits, Envelopes: 0))
            : Reading.Refused(QuarantineReason.WrongExtension);
        return Present(type, reading, fileName);
    }

    /// <summary>The answer for a file that is refused unread, such as one whose size alone is too large.</summary>
    public static Examination Refuse(QuarantineReason reason, string fileName)
        => Present(ContentType.Unknown, Reading.Refused(reason), fileName);

    private static Reading Read(ReadOnlyMemory<byte> content, ContentType type, string fileName, Context context) => type switch
    {
        ContentType.Xml => XmlDocuments.Read(content, context.Limits),
        ContentType.Pdf => PdfDocuments.Read(content, context.Limits),
        ContentType.Cms or ContentType.CmsBase64 => ReadEnvelope(content, type, fileName, context),
        ContentType.Png => OfImage(ImageEndings.IsWholePng(content.Span)),
        ContentType.Jpeg => OfImage(ImageEndings.IsWholeJpeg(content.Span)),
        ContentType.Tiff => OfImage(ImageEndings.IsWholeTiff(content.Span)),
        ContentType.Zip => Reading.Refused(ZipDirectory.Judge(content.Span, context.Limits)),
        ContentType.GZip => Reading.Refused(QuarantineReason.NotAllowedArchive),
        ContentType.Email => new(DocumentKind.Email),
        ContentType.Text or ContentType.Html => new(DocumentKind.Text),
        ContentType.Unknown or ContentType.Ole => Reading.Refused(QuarantineReason.UnknownType),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a content type."),
    };

    private static Reading ReadEnvelope(ReadOnlyMemory<byte> content, ContentType type, string fileName, Context context)
    {
        if (context.Envelopes >= context.Limits.MaxEnvelopes)
        {
            return Reading.Refused(QuarantineReason.TooComplex);
        }

        if (CmsEnvelope.Open(content, type) is not { Length: > 0 } inside)
        {
            return Reading.Refused(QuarantineReason.BrokenSignature);
        }

        // A second signer often wraps the first envelope without adding a second .p7m.
        ContentType innerType = ContentSniffer.Sniff(inside);
        bool again = innerType is ContentType.Cms or ContentType.CmsBase64;
        string innerName = again ? fileName : FileExtensions.WithoutEnvelope(fileName);
        return FileExtensions.Fit(innerName, innerType)
            ? Read(inside, innerType, innerName, context with { Envelopes = context.Envelopes + 1 }) with { IsSigned = true }
            : Reading.Refused(QuarantineReason.WrongExtension);
    }

    private static ContentType TypeOf(ReadOnlySpan<byte> content, string fileName)
    {
        ContentType type = ContentSniffer.Sniff(content);
        // A name that promises an envelope over bytes that are nothing is a damaged envelope, not an unknown file.
        return type is ContentType.Unknown or ContentType.Text && FileExtensions.ClaimsEnvelope(fileName) ? ContentType.Cms : type;
    }

    private static Reading OfImage(bool whole) => whole ? new(DocumentKind.Image) : Reading.Refused(QuarantineReason.Broken);

    private static bool IsBlank(ReadOnlySpan<byte> content)
        => ContentSniffer.WithoutMark(content).IndexOfAnyExcept(" \t\r\n"u8) < 0;

    private static Examination Present(ContentType type, Reading reading, string fileName) => new()
    {
        ContentType = type,
        Kind = reading.Kind,
        Quarantine = reading.Refusal is { } reason ? Quarantine.For(reason) : null,
        Header = reading.Header,
        IsSigned = reading.IsSigned,
        AttachmentName = reading.AttachmentName,
        Route = Routing.For(reading.Kind, reading.Header),
        Subject = ProtocolSubject.For(reading.Kind, reading.Header, fileName),
    };

    private sealed record Context(ExaminationLimits Limits, int Envelopes);
}
