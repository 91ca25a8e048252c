using BackOffice.Documents;
using BackOffice.Effects;
using BackOffice.Http;
using BackOffice.Notifications;
using BackOffice.Storage;
using BackOffice.Tenancy;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);

builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<ProblemMiddleware>();
builder.UseMiddleware<AccessMiddleware>();
builder.Services
    .AddStorage()
    .AddTenancy()
    .AddEffects()
    .AddNotifications()
    .AddDocuments();

builder.Build().Run();
