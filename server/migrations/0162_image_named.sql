--! no-transaction
-- Who names a picture; hashed, for it is asked for one picture at a time.
create index concurrently if not exists account_avatar on account using hash (avatar) where avatar is not null;
create index concurrently if not exists contact_avatar on contact using hash (avatar) where avatar is not null;
create index concurrently if not exists member_avatar on member using hash (avatar) where avatar is not null;
create index concurrently if not exists room_icon_image on room using hash (icon_image) where icon_image is not null;
create index concurrently if not exists oauth_app_logo on oauth_app using hash (logo) where logo is not null;
create index concurrently if not exists link_preview_picture on link_preview using hash ((preview #>> '{image,hash}'))
where preview #>> '{image,hash}' is not null;
create index concurrently if not exists message_pictures on message using gin (previews jsonb_path_ops) with (fastupdate = off)
where previews <> '[]';
