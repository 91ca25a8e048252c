using System.Globalization;
using System.Text;
using BackOffice.Http;
using BackOffice.Invoicing.Formats;
using BackOffice.Invoicing.Rules;
using BackOffice.Notifications.Domain;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace BackOffice.Invoicing;

/// <summary>Electronic invoices over HTTP. The body is the file as it is: XML, a signed .p7m, or a PDF with the invoice inside. Nothing of it is kept.</summary>
public sealed class EInvoiceApi(EInvoices invoices, IOptions<InvoicingOptions> options)
{
    internal const string Route = "v1/{tenant}/einvoices";

    private const string Anything = "*/*";
    private const string Lot = "several-invoices";
    private const string Unreadable = "unreadable-invoice";
    private const string Missing = "terms-missing";
    private const string Xml = "application/xml";

    /// <summary>Judges an electronic invoice by the rules of its profile and by its schema. What cannot be read is judged too: it fails, and the finding says why. The body is XML, a signed .p7m or a PDF with the invoice inside, and is not kept.</summary>
    [Function("ValidateEInvoice")]
    [Allow]
    [Takes(typeof(Stream), As = Anything, IsCommand = false)]
    [Query("profile", "The rules to judge by; those that the document names when absent.", Words = typeof(Profile), IsSingle = true)]
    [Gives(200, typeof(EInvoiceVerdict))]
    public async Task<IResult> ValidateAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/validate")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var profile = QueryWords.Find<Profile>(request, "profile");
        return TypedResults.Ok(invoices.Judge(await ReadAsync(request, cancellationToken), profile));
    }

    /// <summary>Converts an electronic invoice to another format, and lists what could not go along. Nothing is made up: where the format needs what the invoice lacks, that is named and nothing is written. With Accept: application/xml the answer is the document itself, and two headers count what was lost and not read.</summary>
    [Function("ConvertEInvoice")]
    [Allow]
    [Takes(typeof(Stream), As = Anything, IsCommand = false)]
    [Query("to", "The format to write.", Words = typeof(ConversionTarget), IsSingle = true, IsRequired = true)]
    [Query("invoice", "Which invoice of a lot, from 1.")]
    [Gives(200, typeof(ConvertedInvoice))]
    [Gives(200, typeof(Stream), As = Xml)]
    [Refuses(422, Missing, Unreadable, Lot)]
    public async Task<IResult> ConvertAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/convert")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var target = QueryWords.Require<ConversionTarget>(request, "to");
        var source = await ChooseAsync(request, cancellationToken);
        var conversion = EInvoices.Convert(source.Reading!, target);
        if (conversion.Content is not { } content)
        {
            throw Refused(Missing, "The format needs what the invoice does not say.", ("missing", conversion.Missing), ("notRead", conversion.NotRead));
        }

        if (!AsksForXml(request))
        {
            return TypedResults.Ok(new ConvertedInvoice(source.Format, target, Encoding.UTF8.GetString(content), conversion.Lost, conversion.NotRead));
        }

        request.HttpContext.Response.Headers["x-invoice-lost"] = conversion.Lost.Count.ToString(CultureInfo.InvariantCulture);
        request.HttpContext.Response.Headers["x-invoice-not-read"] = conversion.NotRead.Count.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Bytes(content, Xml);
    }

    /// <summary>Shows an electronic invoice as a page to print or read, in the reader's language.</summary>
    [Function("ViewEInvoice")]
    [Allow]
    [Takes(typeof(Stream), As = Anything, IsCommand = false)]
    [Query("lang", "The language of the page; English when absent.", Words = typeof(Language), IsSingle = true)]
    [Query("invoice", "Which invoice of a lot, from 1.")]
    [Gives(200, typeof(Stream), As = "text/html")]
    [Refuses(422, Unreadable, Lot)]
    public async Task<IResult> ViewAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/view")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var language = QueryWords.Find<Language>(request, "lang") ?? Language.English;
        var source = await ChooseAsync(request, cancellationToken);
        request.HttpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
        return TypedResults.Text(EInvoices.Show(source.Reading!, language), "text/html; charset=utf-8");
    }

    private async Task<EInvoiceChoice> ChooseAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var number = QueryWords.FindNumber(request, "invoice");
        var choice = invoices.Read(await ReadAsync(request, cancellationToken), number);
        return choice switch
        {
            { Refusal: { } finding } => throw Refused(Unreadable, finding.Message, ("finding", finding)),
            { Reading: null } => throw Refused(Lot, string.Create(CultureInfo.InvariantCulture, $"The document has {choice.Invoices} invoices: say which one by 'invoice', from 1."), ("invoices", choice.Invoices)),
            _ => choice,
        };
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
        => await Json.ReadBytesAsync(request, options.Value.MostBytes, cancellationToken) is { Length: > 0 } content ? content : throw RefusedException.Invalid("The body is empty: send the file as it is.");

    private static RefusedException Refused(string code, string detail, params ReadOnlySpan<(string Name, object Value)> more)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in more)
        {
            members[name] = value;
        }

        return new RefusedException(StatusCodes.Status422UnprocessableEntity, code, detail) { More = members };
    }

    /// <summary>Rather than JSON; who names neither gets JSON.</summary>
    private static bool AsksForXml(HttpRequest request)
        => request.GetTypedHeaders().Accept.OrderByDescending(kind => kind.Quality ?? 1).FirstOrDefault() is { } first
            && (first.MediaType.Equals(Xml, StringComparison.OrdinalIgnoreCase) || first.MediaType.Equals("text/xml", StringComparison.OrdinalIgnoreCase));
}

/// <summary>An invoice in another format.</summary>
/// <param name="From">What the file was.</param>
/// <param name="To">What was asked for.</param>
/// <param name="Content">The document, XML as text; as a file it is UTF-8.</param>
/// <param name="Lost">What the invoice says and the document, read again, does not.</param>
/// <param name="NotRead">What stands in the file and is no term of an invoice.</param>
internal sealed record ConvertedInvoice(EInvoiceFormat From, ConversionTarget To, string Content, IReadOnlyList<LostTerm> Lost, IReadOnlyList<LostTerm> NotRead);
