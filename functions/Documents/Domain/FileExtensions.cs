using System.Collections.Frozen;

namespace BackOffice.Documents.Domain;

/// <summary>Which content may stand behind which end of a file name.</summary>
internal static class FileExtensions
{
    private static readonly FrozenDictionary<string, ContentType[]> Allowed = new Dictionary<string, ContentType[]>
    {
        ["xml"] = [ContentType.Xml],
        ["ubl"] = [ContentType.Xml],
        ["xhtml"] = [ContentType.Html, ContentType.Xml],
        ["htm"] = [ContentType.Html, ContentType.Xml],
        ["html"] = [ContentType.Html, ContentType.Xml],
        ["pdf"] = [ContentType.Pdf],
        ["png"] = [ContentType.Png],
        ["jpg"] = [ContentType.Jpeg],
        ["jpeg"] = [ContentType.Jpeg],
        ["jpe"] = [ContentType.Jpeg],
        ["jfif"] = [ContentType.Jpeg],
        ["tif"] = [ContentType.Tiff],
        ["tiff"] = [ContentType.Tiff],
        ["zip"] = [ContentType.Zip],
        ["docx"] = [ContentType.Zip, ContentType.Ole],
        ["xlsx"] = [ContentType.Zip, ContentType.Ole],
        ["gz"] = [ContentType.GZip],
        ["tgz"] = [ContentType.GZip],
        ["p7m"] = [ContentType.Cms, ContentType.CmsBase64],
        ["p7s"] = [ContentType.Cms, ContentType.CmsBase64],
        ["doc"] = [ContentType.Ole],
        ["xls"] = [ContentType.Ole],
        ["msg"] = [ContentType.Ole],
        ["eml"] = [ContentType.Email, ContentType.Text],
        ["txt"] = [ContentType.Text, ContentType.Email],
        ["csv"] = [ContentType.Text],
        ["rst"] = [ContentType.Text],
        ["md"] = [ContentType.Text],
        ["json"] = [ContentType.Text],
        // What can run is never a document, whatever its bytes look like.
        ["exe"] = [],
        ["com"] = [],
        ["scr"] = [],
        ["bat"] = [],
        ["cmd"] = [],
        ["ps1"] = [],
        ["vbs"] = [],
        ["js"] = [],
        ["hta"] = [],
        ["jar"] = [],
        ["msi"] = [],
        ["lnk"] = [],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the name may hold such content; a name without an extension, or with one that says nothing, may.</summary>
    public static bool Fit(string fileName, ContentType type)
        => !Allowed.TryGetValue(Of(fileName), out ContentType[]? allowed) || allowed.Contains(type);

    /// <summary>Whether the name promises a signed envelope.</summary>
    public static bool ClaimsEnvelope(string fileName)
        => Of(fileName).Equals("p7m", StringComparison.OrdinalIgnoreCase) || Of(fileName).Equals("p7s", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of what is inside: <c>invoice.xml.p7m</c> holds <c>invoice.xml</c>.</summary>
    public static string WithoutEnvelope(string fileName) => ClaimsEnvelope(fileName) ? fileName[..^4] : fileName;

    private static string Of(string fileName)
    {
        int dot = fileName.LastIndexOf('.');
        int slash = fileName.LastIndexOfAny(['/', '\\']);
        return dot > slash ? fileName[(dot + 1)..].TrimEnd() : string.Empty;
    }
}
