using System.Text;
using BackOffice.Documents;

namespace BackOffice.Invoicing;

/// <summary>One app that has a folder of schemas, with a lenient one of UBL in it, and takes files of 100 000 bytes.</summary>
public sealed class EInvoiceFixture : IAsyncLifetime
{
    public const int MostBytes = 100_000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("schemas-");
    private DocumentsApp? app;

    internal DocumentsApp App => app!;

    public async ValueTask InitializeAsync()
    {
        const string Schema = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"><xs:element name=\"Invoice\" type=\"xs:anyType\"/></xs:schema>";
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "ubl.xsd"), Encoding.UTF8.GetBytes(Schema));
        app = await DocumentsApp.StartAsync(new DocumentsSetup { Settings = [$"--Invoicing:SchemaFolder={folder.FullName}", $"--Invoicing:MostBytes={MostBytes}"] });
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
