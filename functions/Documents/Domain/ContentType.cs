using System.Text.Json.Serialization;

namespace BackOffice.Documents.Domain;

/// <summary>What the first bytes of a file say that it is, whatever its name says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContentType>))]
public enum ContentType
{
    Unknown,
    Xml,
    Html,
    Pdf,
    Png,
    Jpeg,
    Tiff,
    Zip,
    GZip,

    /// <summary>Signed envelope in DER or BER.</summary>
    Cms,

    /// <summary>Signed envelope in Base64 or PEM.</summary>
    CmsBase64,

    /// <summary>Old Office documents and Outlook messages.</summary>
    Ole,
    Email,
    Text,
}
