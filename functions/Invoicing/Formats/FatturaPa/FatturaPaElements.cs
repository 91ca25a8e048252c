using System.Globalization;
using System.Text;
using System.Xml;
using NodaTime;

namespace BackOffice.Invoicing.Formats.FatturaPa;

/// <summary>Writes elements of FatturaPA, and notes what the schema needs or does not hold instead of writing what it would refuse.</summary>
internal sealed class FatturaPaElements : IDisposable
{
    private const decimal MostOfAmount = 99_999_999_999.99999999m;

    private readonly MemoryStream content = new();
    private readonly List<MissingTerm> missing = [];
    private readonly Stack<string> open = new();
    private readonly XmlWriter writer;

    public FatturaPaElements(Vocabulary vocabulary, string root, string version)
    {
        writer = XmlWriter.Create(content, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, CheckCharacters = false });
        writer.WriteStartDocument();
        writer.WriteStartElement(Vocabularies.PrefixOf(vocabulary), root, Vocabularies.NamespaceOf(vocabulary));
        writer.WriteAttributeString("versione", version);
    }

    public void Attribute(string name, string? value, TextForm form)
    {
        if (value is not null && Holds(name, value, form))
        {
            writer.WriteAttributeString(name, value);
        }
    }

    /// <summary>An element with others in it.</summary>
    public void Group(string name, Action inner)
    {
        writer.WriteStartElement(name);
        open.Push(name);
        inner();
        open.Pop();
        writer.WriteEndElement();
    }

    public void GroupIf(bool isThere, string name, Action inner)
    {
        if (isThere)
        {
            Group(name, inner);
        }
    }

    public void Text(string name, string? value, TextForm form)
    {
        if (!string.IsNullOrWhiteSpace(value) && Holds(name, value, form))
        {
            writer.WriteElementString(name, value);
        }
    }

    /// <summary>What may be left out, where it does not fit; that it is lost is found when the file is read again.</summary>
    public void IfItFits(string name, string? value, TextForm form)
    {
        if (!string.IsNullOrWhiteSpace(value) && form.Fault(value) is null)
        {
            Text(name, value, form);
        }
    }

    public void Required(string name, string? value, TextForm form)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Miss(name);
            return;
        }

        Text(name, value, form);
    }

    /// <summary>An amount of at least two decimals.</summary>
    public void Amount(string name, decimal? value, int mostDecimals = 2) => Figure(name, value, mostDecimals, -MostOfAmount, MostOfAmount);

    public void RequiredAmount(string name, decimal? value, int mostDecimals = 2)
    {
        if (value is null)
        {
            Miss(name);
        }

        Amount(name, value, mostDecimals);
    }

    public void Rate(string name, decimal? value) => Figure(name, value, 2, 0, 100);

    public void RequiredRate(string name, decimal? value)
    {
        if (value is null)
        {
            Miss(name);
        }

        Rate(name, value);
    }

    public void Quantity(string name, decimal? value) => Figure(name, value, 8, 0, 999_999_999_999.99999999m);

    public void Weight(string name, decimal? value) => Figure(name, value, 2, 0, 9_999.99m);

    public void Integer(string name, int? value, int least, int most)
    {
        if (value is { } number)
        {
            Write(name, number.ToString(CultureInfo.InvariantCulture), number >= least && number <= most ? null : $"is {number}, and may be {least} to {most}");
        }
    }

    public void Date(string name, LocalDate? value)
    {
        if (value is { } date)
        {
            Write(name, date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), fault: date.Year is >= 1 and <= 9999 ? null : "is not of the years 1 to 9999");
        }
    }

    public void RequiredDate(string name, LocalDate? value)
    {
        if (value is null)
        {
            Miss(name);
        }

        Date(name, value);
    }

    public void Miss(string name) => Miss(name, FatturaPaNeeds.Of(name));

    public void Miss(string name, string why) => missing.Add(new MissingTerm(name, open.Count == 0 ? why : $"{why} In {string.Join('/', open.Reverse())}."));

    public InvoiceWriting End()
    {
        writer.WriteEndElement();
        writer.WriteEndDocument();
        writer.Flush();
        return missing.Count == 0 ? new InvoiceWriting(content.ToArray(), []) : new InvoiceWriting(Content: null, [.. missing.Distinct()]);
    }

    public void Dispose()
    {
        writer.Dispose();
        content.Dispose();
    }

    private void Figure(string name, decimal? value, int mostDecimals, decimal least, decimal most)
    {
        if (value is not { } number)
        {
            return;
        }

        var written = number.ToString("0.00######", CultureInfo.InvariantCulture);
        var fault = number < least || number > most ? $"is {written}, and may be {Plain(least)} to {Plain(most)}"
            : decimal.Round(number, mostDecimals) != number ? $"is {number.ToString(CultureInfo.InvariantCulture)}, and may have {mostDecimals} decimals"
            : null;
        Write(name, written, fault);
    }

    private static string Plain(decimal bound) => bound.ToString("0.##", CultureInfo.InvariantCulture);

    private void Write(string name, string value, string? fault)
    {
        if (fault is null)
        {
            writer.WriteElementString(name, value);
        }
        else
        {
            Miss(name, $"{name} {fault}.");
        }
    }

    private bool Holds(string name, string value, TextForm form)
    {
        var fault = form.Fault(value) ?? (value.AsSpan().ContainsAnyInRange('\u0000', '\u001F') ? "has control characters" : null) ?? (IsXml(value) ? null : "has characters that XML has not");
        if (fault is not null)
        {
            Miss(name, $"{name} {fault}.");
        }

        return fault is null;
    }

    private static bool IsXml(string value)
    {
        try
        {
            XmlConvert.VerifyXmlChars(value);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
